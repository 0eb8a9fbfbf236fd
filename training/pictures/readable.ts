import { SfumatoError } from '@/lib/errors';

/**
 * What becomes of a file, with its name in the error: what decodes pictures does not know it.
 * @throws SfumatoError `invalid-input`
 */
export function readable<T>(file: string, reading: Promise<T>): Promise<T> {
  return reading.catch((cause: unknown) => {
    throw new SfumatoError(
      'invalid-input',
      `${file} cannot be read as a picture. Put a whole copy in its place; a run goes on from there with --resume.`,
      { cause },
    );
  });
}
