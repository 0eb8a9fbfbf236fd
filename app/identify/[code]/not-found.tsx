import { BrokenAnswer } from '@/components/identify/broken-answer';

export default function AnswerNotFound() {
  return <BrokenAnswer />;
}
