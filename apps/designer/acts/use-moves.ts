import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../api/ask.js';
import { ApiProblem } from '../api/problem.js';
import { keyOf } from '../api/use-answer.js';
import { type Format, useFormat } from '../i18n/format.js';
import { type Translate, useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { showProblem } from '../ui/show-problem.js';
import { runOf } from './facts.js';
import { type Choice, dropOutcome, type Moves, movesOf } from './moves.js';
import { type ActRecord, type ActScope, useActs } from './scope.js';
import { showRefusal } from './show-refusal.js';
import { actTexts } from './texts.js';

const EXPLAINED_MS = 3000;
type ActTranslate = Translate<NonNullable<(typeof actTexts)['keys']>>;

/** What can be done with records that have a run. Every way to move one (drag, keyboard, menu; a row or a card) ends here. */
export interface Moving {
  /** What the engine says the card may do now; kept for three seconds. */
  explain(record: ActRecord): Promise<Moves>;
  /** The card was let go over a stage. */
  drop(record: ActRecord, moves: Moves, onto: string): void;
  /** Asks for missing fields first, where there are any. */
  choose(record: ActRecord, choice: Choice): void;
  /** Shows the move at once, then sends it; slides back with the reason when it is refused. */
  send(record: ActRecord, choice: Choice, fields?: Readonly<Record<string, unknown>>): Promise<void>;
}

export function useMoves(): Moving {
  const scope = useActs();
  const client = useQueryClient();
  const t = useTexts(actTexts);
  const format = useFormat();
  return useMemo(() => {
    const explain = async (record: ActRecord): Promise<Moves> => {
      const run = runOf(record, scope.pipeline);
      if (run === undefined || run.endedAt !== null) return { stage: run?.stage ?? '', choices: [] };
      const asked = { params: { id: run.id }, query: {} };
      const answer = await client.fetchQuery({ queryKey: keyOf('explainRun', asked), queryFn: () => ask('explainRun', asked), staleTime: EXPLAINED_MS });
      return movesOf(scope.chart, run.stage ?? '', answer.possibilities);
    };
    const send: Moving['send'] = async (record, choice, fields) => {
      await sendMove({ scope, t, format }, record, choice, fields);
      void client.invalidateQueries({ queryKey: keyOf('explainRun') });
    };
    const choose: Moving['choose'] = (record, choice) => {
      if (choice.missing.length > 0) scope.screen.ask({ kind: 'fill', record, choice });
      else void send(record, choice);
    };
    const drop: Moving['drop'] = (record, moves, onto) => {
      const outcome = dropOutcome(moves, onto);
      if (outcome.kind === 'go') choose(record, outcome.choice);
      if (outcome.kind === 'choose') scope.screen.ask({ kind: 'move', record, only: outcome.choices });
      if (outcome.kind === 'refused')
        slideBack(
          { scope, t, format },
          record,
          onto,
          outcome.reasons.map((reason) => format.text(reason)),
        );
    };
    return { explain, drop, choose, send };
  }, [scope, client, t, format]);
}

interface Tools {
  readonly scope: ActScope;
  readonly t: ActTranslate;
  readonly format: Format;
}

export const nameOf = ({ shape }: Pick<ActScope, 'shape'>, record: ActRecord): string => String(record.fields[shape.nameField] ?? record.externalKey ?? '');

async function sendMove(tools: Tools, record: ActRecord, choice: Choice, fields: Readonly<Record<string, unknown>> | undefined): Promise<void> {
  const { scope, t, format } = tools;
  const { screen, cache } = scope;
  const run = runOf(record, scope.pipeline);
  if (run === undefined) return;
  const from = run.stage ?? '';
  screen.wait(record.id, true);
  cache.place(moved(record, scope, choice));
  if (choice.stage !== from) cache.countMove(record, from, choice.stage);
  screen.focus(record.id);
  try {
    await ask('sendEvent', { params: { id: run.id }, body: { event: choice.event, ...(fields ? { fields: fields as never } : {}) } });
    screen.wait(record.id, false);
    await cache.refresh([record.id]);
    const to = choice.stage === from && choice.state !== null ? scope.chart.titleOf(choice.state) : scope.chart.titleOf(choice.stage);
    const said =
      choice.state === null
        ? t('did', { name: nameOf(scope, record), what: titleOf(choice, format) })
        : t('moved', { name: nameOf(scope, record), to: format.text(to) });
    screen.say(said);
    showDone(said, () => void undoMove(tools, record));
  } catch (error) {
    screen.wait(record.id, false);
    cache.place(record);
    cache.recount();
    if (error instanceof ApiProblem && error.reasons.length > 0) refusedBy(tools, record, choice, error);
    else showProblem(error);
  }
}

/** Fields that went missing meanwhile are asked; anything else slides back. */
function refusedBy(tools: Tools, record: ActRecord, choice: Choice, error: ApiProblem): void {
  const missing = error.reasons.flatMap(({ code, fields }) => (code === 'event.requires' ? (fields ?? []) : []));
  const isOnlyMissing = error.reasons.every(({ code }) => code === 'event.requires');
  if (isOnlyMissing && missing.length > 0 && choice.missing.length === 0)
    return tools.scope.screen.ask({ kind: 'fill', record, choice: { ...choice, missing } });
  slideBack(
    tools,
    record,
    choice.stage,
    error.reasons.map(({ text }) => text),
  );
}

function slideBack({ scope, t, format }: Tools, record: ActRecord, onto: string, reasons: readonly string[]): void {
  const to = format.text(scope.chart.titleOf(onto));
  const why = reasons.length > 0 ? reasons : [t('noWay', { to })];
  const title = t('refused', { name: nameOf(scope, record), to });
  scope.screen.slideBack(record.id);
  scope.screen.say([title, ...why].join(' '));
  showRefusal(title, why);
}

/** Takes the last event back. */
async function undoMove({ scope, t }: Tools, record: ActRecord): Promise<void> {
  const run = runOf(record, scope.pipeline);
  if (run === undefined) return;
  try {
    await ask('undoRun', { params: { id: run.id } });
    scope.screen.say(t('undone', { name: nameOf(scope, record) }));
    scope.screen.focus(record.id);
  } catch (error) {
    showProblem(error);
  }
  await scope.cache.refresh([record.id]);
}

export const titleOf = ({ title, event }: Pick<Choice, 'title' | 'event'>, format: Format): string => (title === null ? event : format.text(title));

/** The record as it will stand when the engine agrees. */
function moved(record: ActRecord, { pipeline, chart }: ActScope, { stage, state }: Choice): ActRecord {
  const runs = record.runs.map((run) =>
    run.pipeline === pipeline ? { ...run, stage, configuration: state === null ? run.configuration : [...chart.entering(state)] } : run,
  );
  return { ...record, runs, updatedAt: new Date().toISOString() };
}
