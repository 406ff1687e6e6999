import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { PipelineDocument } from '#pipeline';
import type { Vocabulary } from '../words/vocabulary.js';
import type { Sample } from './sample.js';
import { useSample } from './use-sample.js';
import { useVocabulary } from './use-vocabulary.js';

/** The words at hand while a pipeline or rule is edited, and the record on which it is tried. */
export interface Desk {
  readonly vocabulary: Vocabulary;
  readonly sampleId: string | null;
  readonly pickSample: (id: string | null) => void;
  /** `null` while none is chosen, or it is being read. */
  readonly sample: Sample | null;
}

const DeskContext = createContext<Desk | null>(null);

/** Gives rule builders and step forms inside their words. Shows nothing until the workspace's objects are known. */
export function DeskProvider({ document, children }: { readonly document: PipelineDocument; readonly children: ReactNode }) {
  const vocabulary = useVocabulary(document);
  return vocabulary && <WithSample vocabulary={vocabulary} document={document} children={children} />;
}

interface WithSampleProps {
  readonly vocabulary: Vocabulary;
  readonly document: PipelineDocument;
  readonly children: ReactNode;
}

function WithSample({ vocabulary, document, children }: WithSampleProps) {
  const [sampleId, pickSample] = useState<string | null>(null);
  const sample = useSample(sampleId, vocabulary, document);
  const desk = useMemo(() => ({ vocabulary, sampleId, pickSample, sample }), [vocabulary, sampleId, sample]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('There is no desk around this part.');
  return desk;
}
