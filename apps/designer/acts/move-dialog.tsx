import { UnstyledButton } from '@mantine/core';
import { IconArrowRight, IconBan, IconCornerDownRight, IconPlayerPlay } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { useAnswer } from '../api/use-answer.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { ProblemState } from '../ui/problem-state.js';
import { runOf } from './facts.js';
import { type Choice, inOrder, movesOf } from './moves.js';
import { type ActRecord, useActs } from './scope.js';
import { actTexts } from './texts.js';
import { type Moving, titleOf } from './use-moves.js';
import styles from './dialogs.module.css';

interface Props {
  readonly record: ActRecord;
  /** Only these, already known; null asks the engine for all. */
  readonly only: readonly Choice[] | null;
  readonly moves: Moving;
  readonly onClose: () => void;
}

/** "Move to...": what is possible first, then what is blocked with the reason. */
export function MoveDialog({ record, only, ...rest }: Props) {
  const t = useTexts(actTexts);
  const run = runOf(record, useActs().pipeline);
  if (run === undefined) return <p className="quiet">{t('noRun')}</p>;
  if (run.endedAt !== null) return <p className="quiet">{t('ended')}</p>;
  if (only !== null) return <Choices record={record} stage={run.stage ?? ''} choices={only} {...rest} />;
  return <Explained record={record} runId={run.id} stage={run.stage ?? ''} {...rest} />;
}

type Below = Pick<Props, 'record' | 'moves' | 'onClose'> & { readonly stage: string };

function Explained({ runId, stage, ...rest }: Below & { readonly runId: string }) {
  const { chart } = useActs();
  const explained = useAnswer('explainRun', { params: { id: runId }, query: {} });
  if (explained.error) return <ProblemState error={explained.error} retry={() => void explained.refetch()} />;
  if (explained.data === undefined) return <LateSkeleton lines={3} height={40} />;
  return <Choices stage={stage} choices={inOrder(movesOf(chart, stage, explained.data.possibilities))} {...rest} />;
}

/** Arrow keys go through all of them. */
function Choices({ record, stage, choices, moves, onClose }: Below & { readonly choices: readonly Choice[] }) {
  const t = useTexts(actTexts);
  const list = useRef<HTMLDivElement>(null);
  const open = choices.filter(({ kind }) => kind === 'open');
  const blocked = choices.filter(({ kind }) => kind === 'blocked');
  const take = (choice: Choice): void => {
    onClose();
    moves.choose(record, choice);
  };
  return (
    <div ref={list} className={styles.moves} onKeyDown={(event) => goThrough(event, list.current)}>
      {choices.length === 0 && <p className="quiet">{t('nothingPossible')}</p>}
      {open.length > 0 && blocked.length > 0 && <h3>{t('allowed')}</h3>}
      {open.map((choice, place) => (
        <OpenChoice key={`${choice.event} ${choice.stage}`} choice={choice} stage={stage} isFirst={place === 0} onTake={() => take(choice)} />
      ))}
      {blocked.length > 0 && <h3>{t('blocked')}</h3>}
      {blocked.map((choice) => (
        <BlockedChoice key={`${choice.event} ${choice.stage}`} choice={choice} stage={stage} />
      ))}
    </div>
  );
}

/** Where a choice leads, as a sentence. */
function useWhere(choice: Choice, stage: string): string {
  const t = useTexts(actTexts);
  const format = useFormat();
  const { chart } = useActs();
  if (choice.state === null) return t('stays');
  if (choice.stage !== stage) return t('toStage', { to: format.text(chart.titleOf(choice.stage)) });
  return t('within', { stage: format.text(chart.titleOf(stage)), to: format.text(chart.titleOf(choice.state)) });
}

function OpenChoice({
  choice,
  stage,
  isFirst,
  onTake,
}: {
  readonly choice: Choice;
  readonly stage: string;
  readonly isFirst: boolean;
  readonly onTake: () => void;
}) {
  const t = useTexts(actTexts);
  const format = useFormat();
  const { shape } = useActs();
  const where = useWhere(choice, stage);
  const Icon = choice.state === null ? IconPlayerPlay : choice.stage === stage ? IconCornerDownRight : IconArrowRight;
  const missing = choice.missing.map((name) => shape.byName.get(name)?.title ?? name);
  return (
    <UnstyledButton className={styles.choice} data-choice autoFocus={isFirst} data-autofocus={isFirst || undefined} onClick={onTake}>
      <Icon size={16} aria-hidden />
      <span>
        <strong>{titleOf(choice, format)}</strong>
        <span className="quiet">{where}</span>
        {missing.length > 0 && <span className="quiet">{t('asksFor', { fields: new Intl.ListFormat(format.language).format(missing) })}</span>}
      </span>
    </UnstyledButton>
  );
}

function BlockedChoice({ choice, stage }: { readonly choice: Choice; readonly stage: string }) {
  const format = useFormat();
  const where = useWhere(choice, stage);
  return (
    <UnstyledButton className={styles.choice} data-choice aria-disabled>
      <IconBan size={16} aria-hidden />
      <span>
        <strong>{titleOf(choice, format)}</strong>
        <span className="quiet">{where}</span>
        {choice.reasons.map((reason) => (
          <span key={reason.en} className={styles.why}>
            {format.text(reason)}
          </span>
        ))}
      </span>
    </UnstyledButton>
  );
}

function goThrough(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const choices = [...(list?.querySelectorAll<HTMLElement>('[data-choice]') ?? [])];
  const at = choices.findIndex((choice) => choice === document.activeElement);
  event.preventDefault();
  choices[Math.max(0, Math.min(choices.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
}
