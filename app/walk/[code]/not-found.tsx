import { BrokenLink } from '@/components/points/broken-link';

export default function WalkNotFound() {
  return <BrokenLink onwards={{ href: '/walk', label: 'Begin a new walk' }} />;
}
