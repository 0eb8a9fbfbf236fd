import { BrokenLink } from '@/components/studio/broken-link';

export default function PointNotFound() {
  return <BrokenLink />;
}
