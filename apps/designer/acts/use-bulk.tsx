import { useMemo } from 'react';
import { ask } from '../api/ask.js';
import type { Asked } from '../api/operations.js';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { showDone } from '../ui/show-done.js';
import { showProblem } from '../ui/show-problem.js';
import { eventToward } from './bulk.js';
import { runOf } from './facts.js';
import { isFilled } from '../fields/index.js';
import { eachOf, type Outcome } from './each-of.js';
import { type ActRecord, useActs } from './scope.js';
import { showStayed } from './show-stayed.js';
import { actTexts } from './texts.js';
import { nameOf } from './use-moves.js';

type Fields = Readonly<Record<string, unknown>>;

/** What is done with one or several records at once. Each says what was refused and why, and can be taken back. */
export interface Bulk {
  setOwner(records: readonly ActRecord[], ownerId: string | null): Promise<void>;
  setPriority(records: readonly ActRecord[], priority: unknown): Promise<void>;
  tag(records: readonly ActRecord[], add: readonly string[], remove: readonly string[]): Promise<void>;
  /** `fields` fill what is still empty of what the way there requires. */
  move(records: readonly ActRecord[], stage: string, fields: Fields): Promise<void>;
}

type Change = Asked<'changeRecord'>['body'];
const priorityOf = (value: unknown): Change => ({ fields: { priority: (value ?? null) as never } });

export function useBulk(): Bulk {
  const scope = useActs();
  const t = useTexts(actTexts);
  const format = useFormat();
  return useMemo(() => {
    const { cache, screen, shape, chart, pipeline } = scope;
    const finish = async (outcomes: readonly Outcome[], takeBack: (done: readonly ActRecord[]) => Promise<readonly Outcome[]>): Promise<void> => {
      const done = outcomes.filter(({ reasons }) => reasons === null).map(({ record }) => record);
      const stayed = outcomes.filter(({ reasons }) => reasons !== null);
      const undo = async (): Promise<void> => {
        const back = (await takeBack(done)).filter(({ reasons }) => reasons === null).length;
        await cache.refresh(done.map(({ id }) => id));
        screen.say(t('bulkUndone', { count: back }));
        showDone(t('bulkUndone', { count: back }));
      };
      if (outcomes.length > 1) screen.clearSelection();
      const said = stayed.length > 0 ? t('bulkRefusedTitle', { done: done.length, refused: stayed.length }) : t('bulkDone', { count: done.length });
      screen.say(said);
      if (done.length > 0) showDone(said, () => void undo());
      if (stayed.length > 0)
        showStayed(
          t('bulkPart'),
          stayed.map(({ record, reasons }) => ({ name: nameOf(scope, record), reasons: reasons ?? [] })),
        );
      await cache.refresh(outcomes.map(({ record }) => record.id)).catch(showProblem);
    };
    const set = (body: (record: ActRecord) => Change) => (record: ActRecord) =>
      ask('changeRecord', { params: { object: shape.key, id: record.id }, body: body(record) });
    const change = async (records: readonly ActRecord[], next: Change, before: (record: ActRecord) => Change): Promise<void> => {
      const outcomes = await eachOf(
        records,
        set(() => next),
      );
      await finish(outcomes, (done) => eachOf(done, set(before)));
    };
    const tags = (add: (record: ActRecord) => readonly string[], remove: (record: ActRecord) => readonly string[]) => (record: ActRecord) =>
      ask('tagRecord', { params: { object: shape.key, id: record.id }, body: { add: [...add(record)], remove: [...remove(record)] } });
    return {
      setOwner: (records, ownerId) => change(records, { fields: {}, ownerId }, (record) => ({ fields: {}, ownerId: record.ownerId })),
      setPriority: (records, priority) => change(records, priorityOf(priority), ({ fields }) => priorityOf(fields['priority'])),
      tag: async (records, add, remove) => {
        const outcomes = await eachOf(
          records,
          tags(
            () => add,
            () => remove,
          ),
        );
        const fresh = (record: ActRecord): readonly string[] => add.filter((tag) => !record.tags.includes(tag));
        await finish(outcomes, (done) =>
          eachOf(
            done,
            tags((record) => remove.filter((tag) => record.tags.includes(tag)), fresh),
          ),
        );
      },
      move: async (records, stage, fields) => {
        const to = format.text(chart.titleOf(stage));
        const outcomes = await moveMany(
          records,
          (record) => {
            const run = runOf(record, pipeline);
            const toward = run && run.endedAt === null && run.stage !== stage ? eventToward(chart, run.configuration, stage) : null;
            if (run === undefined || toward === null) return null;
            const given = toward.requires.filter((name) => !isFilled(record.fields[name]) && isFilled(fields[name])).map((name) => [name, fields[name]]);
            return { runId: run.id, event: toward.event, ...(given.length > 0 ? { fields: Object.fromEntries(given) as never } : {}) };
          },
          t('noWay', { to }),
        );
        await finish(outcomes, (done) => eachOf(done, (record) => ask('undoRun', { params: { id: runOf(record, pipeline)?.id ?? '' } })));
      },
    };
  }, [scope, t, format]);
}

interface Item {
  readonly runId: string;
  readonly event: string;
  readonly fields?: never;
}

const MOST = 500;

/** One request; one answer for each. */
async function moveMany(records: readonly ActRecord[], itemOf: (record: ActRecord) => Item | null, noWay: string): Promise<readonly Outcome[]> {
  const asked = records.map((record) => ({ record, item: itemOf(record) }));
  const sent = asked.flatMap(({ record, item }) => (item === null ? [] : [{ record, item }]));
  const stayed: Outcome[] = asked.filter(({ item }) => item === null).map(({ record }) => ({ record, reasons: [noWay] }));
  const answered: Outcome[] = [];
  for (let from = 0; from < sent.length; from += MOST) {
    const part = sent.slice(from, from + MOST);
    const { items } = await ask('sendEvents', { body: { items: part.map(({ item }) => item) } });
    items.forEach((answer, place) => {
      const record = part[place]?.record;
      if (record === undefined) return;
      answered.push({
        record,
        reasons: answer.kind === 'applied' ? null : answer.kind === 'refused' ? answer.reasons.map(({ text }) => text) : [answer.detail],
      });
    });
  }
  return [...answered, ...stayed];
}
