import type { Metadata } from 'next';

import { ArithmeticScreen } from '@/components/arithmetic/arithmetic-screen';

const description = 'A − B + C with pictures: what C has and B has not is added to A.';

export const metadata: Metadata = {
  title: 'Arithmetic',
  description,
  openGraph: { title: 'Arithmetic · Sfumato', description },
};

export default function ArithmeticPage() {
  return <ArithmeticScreen />;
}
