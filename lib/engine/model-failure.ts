import { SfumatoError } from '@/lib/errors';

/** One model cannot be had. The engine itself, and every other model, is as well as before. */
export class ModelFailure extends SfumatoError {
  constructor(
    readonly modelId: string,
    { code, message, cause }: Pick<SfumatoError, 'code' | 'message' | 'cause'>,
  ) {
    super(code, message, { cause });
  }
}
