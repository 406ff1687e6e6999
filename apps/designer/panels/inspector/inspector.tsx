import type { GraphModel, Place, TransitionPlace } from '../../document/index.js';
import { ROOT } from '../../document/index.js';
import type { Selection } from '../../designer/designer-state.js';
import { useDesigner } from '../../designer/use-designer.js';
import { useTexts } from '../../i18n/texts.js';
import { PanelDesk } from '../common/panel-desk.js';
import { NoteInspector } from './note-inspector.js';
import { PipelineInspector } from './pipeline-inspector.js';
import { StateInspector } from './state-inspector.js';
import { TransitionInspector } from './transition-inspector.js';
import { inspectorTexts } from './texts.js';
import styles from './inspector.module.css';

/** What is inspected: one thing of the document, or several at once. */
type Subject =
  | { readonly kind: 'pipeline' }
  | { readonly kind: 'state'; readonly id: string }
  | { readonly kind: 'transition'; readonly place: TransitionPlace }
  | { readonly kind: 'note'; readonly index: number }
  | { readonly kind: 'several'; readonly states: number; readonly edges: number };

/** What is selected, to be read and changed. */
export default function Inspector() {
  const graph = useDesigner((state) => state.graph);
  const selection = useDesigner((state) => state.selection);
  const place = useDesigner((state) => state.place);
  const subject = (place && subjectOfPlace(place)) ?? subjectOf(selection, graph);
  return (
    <PanelDesk>
      <div className={styles.inspector}>
        <SubjectView subject={subject} place={place} />
      </div>
    </PanelDesk>
  );
}

function SubjectView({ subject, place }: { readonly subject: Subject; readonly place: Place | null }) {
  const t = useTexts(inspectorTexts);
  switch (subject.kind) {
    case 'pipeline':
      return <PipelineInspector place={place} />;
    case 'state':
      return <StateInspector key={subject.id} id={subject.id} place={place} />;
    case 'transition':
      return <TransitionInspector place={subject.place} detail={place} />;
    case 'note':
      return <NoteInspector key={subject.index} index={subject.index} />;
    case 'several':
      return (
        <>
          <h2 className={styles.title}>{t('several', { states: subject.states, edges: subject.edges })}</h2>
          <p className="quiet">{t('severalHint')}</p>
        </>
      );
  }
}

const ofState = (id: string): Subject => (id === ROOT ? { kind: 'pipeline' } : { kind: 'state', id });

function subjectOfPlace(place: Place): Subject {
  switch (place.kind) {
    case 'state':
    case 'invoke':
    case 'layout':
      return ofState(place.state);
    case 'transition':
      return { kind: 'transition', place: place.place };
    case 'action':
      return place.list.kind === 'transition' ? { kind: 'transition', place: place.list.place } : ofState(place.list.state);
    case 'note':
      return { kind: 'note', index: place.index };
    default:
      return { kind: 'pipeline' };
  }
}

function subjectOf({ states, edges, notes }: Selection, graph: GraphModel): Subject {
  const count = states.length + edges.length + notes.length;
  if (count > 1) return { kind: 'several', states: states.length, edges: edges.length };
  if (states[0] !== undefined) return ofState(states[0]);
  if (notes[0] !== undefined) return { kind: 'note', index: notes[0] };
  const edge = edges[0] === undefined ? undefined : graph.edge(edges[0]);
  if (edge?.place) return { kind: 'transition', place: edge.place };
  return edge ? ofState(edge.source) : { kind: 'pipeline' };
}
