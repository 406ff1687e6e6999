import { Button, Tooltip } from '@mantine/core';
import { IconArrowRight, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import type { Answer } from '../api/operations.js';
import { ApiProblem } from '../api/problem.js';
import { useAnswer, useWrite } from '../api/use-answer.js';
import { MissingFields } from '../fields/missing-fields.js';
import { unknownField } from '../fields/object-shape.js';
import type { PipelineWords } from '../fields/pipeline-words.js';
import { useObject } from '../fields/use-objects.js';
import { type Format, useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { Dialog } from '../ui/dialog.js';
import { LateSkeleton } from '../ui/late-skeleton.js';
import { showDone } from '../ui/show-done.js';
import { showProblem } from '../ui/show-problem.js';
import styles from './next-actions.module.css';
import { ShortestWay } from './shortest-way.js';
import { recordTexts } from './texts.js';
import { type RecordAnswer, type RunHead, useRefresh } from './use-record.js';

type Possibility = Answer<'explainRun'>['possibilities'][number];

interface Props {
  readonly record: RecordAnswer;
  readonly head: RunHead;
  readonly words: PipelineWords;
}

/** Refused for nothing but fields that can be filled in here and now. */
const onlyAsks = ({ allowed, missing, reasons }: Possibility): boolean =>
  !allowed && missing.length > 0 && reasons.every(({ code }) => code === 'event.requires');

/** Every event that the pipeline knows here: what is allowed first, what is refused with its reason. */
export function NextActions({ record, head, words }: Props) {
  const t = useTexts(recordTexts);
  const may = useMay();
  const [toward] = words.outcomes;
  const explained = useAnswer('explainRun', { params: { id: head.id }, query: toward === undefined ? {} : { toward } }, { keepsPrevious: true });
  const { send, asked, ask, close, sending } = useSending(record, head, words);
  if (!explained.data) return <LateSkeleton lines={2} height={32} />;
  const rank = (one: Possibility): number => (one.allowed ? 0 : onlyAsks(one) ? 1 : 2);
  const possibilities = [...explained.data.possibilities].sort((a, b) => rank(a) - rank(b));
  return (
    <>
      <h3 className={styles.title}>{t('nextActions')}</h3>
      {possibilities.length === 0 && <p className="quiet">{t('nothingNow')}</p>}
      <div className={styles.actions}>
        {possibilities.map((one) => (
          <Action
            key={one.event}
            possibility={one}
            object={record.object}
            words={words}
            mayPress={may('run.send')}
            isPending={sending === one.event}
            onSend={() => (one.allowed ? send(one, {}) : ask(one))}
          />
        ))}
      </div>
      {toward !== undefined && explained.data.path && <ShortestWay path={explained.data.path} outcome={toward} words={words} object={record.object} />}
      {asked && (
        <Dialog onClose={close} title={t('fillFirst', { event: words.eventTitle(asked.possibility.event) })}>
          <MissingFields
            object={record.object}
            names={asked.possibility.missing}
            record={record.fields}
            submitLabel={words.eventTitle(asked.possibility.event)}
            isPending={sending !== null}
            error={asked.error}
            onSubmit={(values) => send(asked.possibility, values)}
            onCancel={close}
          />
        </Dialog>
      )}
    </>
  );
}

interface Asked {
  readonly possibility: Possibility;
  readonly error: Error | null;
}

/** Sends events of the run; asks for missing fields where that is all that stands in the way. */
function useSending(record: RecordAnswer, head: RunHead, words: PipelineWords) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const refresh = useRefresh();
  const sending = useWrite('sendEvent');
  const undoing = useWrite('undoRun');
  const [asked, setAsked] = useState<Asked | null>(null);
  const params = { id: head.id };
  const undo = (): void => undoing.mutate({ params }, { onSuccess: () => void refresh() });
  const send = (possibility: Possibility, fields: Readonly<Record<string, unknown>>): void => {
    const { event } = possibility;
    const title = words.eventTitle(event);
    const body = { event, ...(Object.keys(fields).length === 0 ? {} : { fields: fields as Record<string, string> }) };
    sending.mutate(
      { params, body },
      {
        onSuccess: (run) => {
          setAsked(null);
          void refresh();
          const state = format.list(run.snapshot.configuration.map((id) => words.stateTitle(id)));
          showDone(t('nowIn', { event: title, state }), undo);
        },
        onError: (error) => {
          void refresh();
          const isAsking = error instanceof ApiProblem && error.reasons.some(({ code }) => code === 'event.requires');
          const missing = error instanceof ApiProblem ? error.reasons.flatMap((reason) => reason.fields ?? []) : [];
          if (asked || isAsking) setAsked({ possibility: { ...possibility, missing: missing.length > 0 ? missing : possibility.missing }, error });
          else showProblem(error);
        },
      },
    );
  };
  return {
    send,
    asked,
    ask: (possibility: Possibility) => setAsked({ possibility, error: null }),
    close: () => setAsked(null),
    sending: sending.isPending ? sending.variables.body.event : null,
  };
}

interface ActionProps {
  readonly possibility: Possibility;
  readonly object: string;
  readonly words: PipelineWords;
  readonly mayPress: boolean;
  readonly isPending: boolean;
  readonly onSend: () => void;
}

function Action({ possibility, object, words, mayPress, isPending, onSend }: ActionProps) {
  const t = useTexts(recordTexts);
  const format = useFormat();
  const shape = useObject(object);
  const { event, allowed, targets } = possibility;
  const title = words.eventTitle(event);
  const asks = onlyAsks(possibility);
  const isOpen = mayPress && (allowed || asks);
  const hint = hintOf(possibility, words, t, (name) => (shape?.byName.get(name) ?? unknownField(name)).title, format);
  return (
    <Tooltip label={hint} disabled={hint === ''} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Button
        variant={allowed ? (words.states.get(targets[0] ?? '')?.outcome === 'won' ? 'filled' : 'light') : 'default'}
        className={isOpen ? undefined : styles.refused}
        leftSection={isOpen ? undefined : <IconLock size={14} aria-hidden />}
        rightSection={allowed && targets.length > 0 ? <IconArrowRight size={14} aria-hidden /> : undefined}
        // Not `disabled`: whoever comes here by keyboard hears why not.
        aria-disabled={!isOpen}
        loading={isPending}
        onClick={isOpen ? onSend : undefined}
      >
        {asks ? t('asks', { event: title }) : title}
      </Button>
    </Tooltip>
  );
}

/** Where it leads, what it asks for, or why it is refused. */
function hintOf(
  possibility: Possibility,
  words: PipelineWords,
  t: ReturnType<typeof useTexts<'asksHint' | 'leadsTo'>>,
  titleOf: (field: string) => string,
  format: Format,
): string {
  const { allowed, targets, missing, reasons } = possibility;
  if (onlyAsks(possibility)) return t('asksHint', { fields: format.list(missing.map(titleOf)) });
  return allowed
    ? t('leadsTo', { state: format.list(targets.map((state) => words.stateTitle(state))) })
    : reasons.map(({ text }) => format.text(text)).join(' ');
}
