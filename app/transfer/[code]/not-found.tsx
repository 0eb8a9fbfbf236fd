import { BrokenTransfer } from '@/components/transfer/broken-transfer';

export default function TransferNotFound() {
  return <BrokenTransfer />;
}
