import { checkDocument, type CheckAnswer, type CheckQuestion } from './check-document.js';

// Proving takes up to a third of a second for 500 states: not on the thread that draws.
self.addEventListener('message', ({ data }: MessageEvent<CheckQuestion>) => {
  const answer: CheckAnswer = { id: data.id, problems: checkDocument(data) };
  self.postMessage(answer);
});
