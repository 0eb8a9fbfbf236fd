import { BrokenLink } from '@/components/points/broken-link';

export default function ArithmeticNotFound() {
  return <BrokenLink onwards={{ href: '/arithmetic', label: 'Begin a new arithmetic' }} />;
}
