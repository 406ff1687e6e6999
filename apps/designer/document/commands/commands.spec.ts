import fc from 'fast-check';
import { parsePipeline } from '#pipeline';
import { Dice } from '../testing/dice.js';
import { frozen } from '../testing/frozen.js';
import { randomCommand } from '../testing/random-command.js';
import { randomDocument } from '../testing/random-document.js';
import type { Command } from './command.js';
import { applyCommand, execute, redo, startHistory, undo, type History } from './index.js';

const seeds = fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 });

/** The commands of a seed, each made for the document that the ones before left. */
function play(
  seed: readonly number[],
  count: number,
): { readonly documents: readonly string[]; readonly commands: readonly Command[]; readonly history: History } {
  const dice = new Dice(seed);
  let history = startHistory(frozen(randomDocument(seed)));
  const documents = [JSON.stringify(history.document)];
  const commands: Command[] = [];
  for (let n = 0; n < count; n++) {
    const command = frozen(randomCommand(history.document, dice));
    const next = execute({ ...history, isSealed: true }, command);
    if (!next.ok || next.value.document === history.document) continue;
    history = next.value;
    frozen(history.document);
    commands.push(command);
    documents.push(JSON.stringify(history.document));
  }
  return { documents, commands, history };
}

test('every random document is one that the parser accepts', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const parsed = parsePipeline(randomDocument(seed));
      expect(parsed.ok ? [] : parsed.error.map((p) => `${p.code} ${p.at}`)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('undo gives back every document byte for byte, redo goes forward again, nothing is changed in place', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { documents, history } = play(seed, 12);
      let at = history;
      for (const before of documents.slice(0, -1).reverse()) {
        at = undo(at);
        expect(JSON.stringify(at.document)).toBe(before);
      }
      expect(undo(at)).toBe(at);
      for (const after of documents.slice(1)) {
        at = redo(at);
        expect(JSON.stringify(at.document)).toBe(after);
      }
      expect(redo(at)).toBe(at);
    }),
    { numRuns: 80 },
  );
});

test('a document that the parser accepts stays one, but for rules about removed states and history without a default', () => {
  const mayRemain = new Set(['state.unknown', 'state.history-default']);
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(seeds, (seed) => {
      const dice = new Dice(seed);
      let document = randomDocument(seed);
      for (let n = 0; n < 12; n++) {
        const command = randomCommand(document, dice);
        const outcome = applyCommand(document, command);
        if (!outcome.ok) continue;
        seen.set(command.kind, (seen.get(command.kind) ?? 0) + 1);
        const parsed = parsePipeline(outcome.value);
        const problems = parsed.ok ? [] : parsed.error;
        expect({ command, problems: problems.filter((p) => !mayRemain.has(p.code)).map((p) => `${p.code} ${p.at}`) }).toEqual({ command, problems: [] });
        const lost = problems.filter((p) => p.code === 'state.unknown' && !/\/(when|if|with|until)(\/|$)/.test(p.at));
        expect({ command, lost: lost.map((p) => p.at) }).toEqual({ command, lost: [] });
        document = outcome.value;
      }
    }),
    { numRuns: 80, endOnFailure: true },
  );
  expect([...seen.keys()].length).toBeGreaterThan(34);
});

test('a command is data: it comes through JSON and does the same', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { commands, documents } = play(seed, 8);
      let document = randomDocument(seed);
      for (const command of commands) {
        const outcome = applyCommand(document, JSON.parse(JSON.stringify(command)) as Command);
        if (outcome.ok) document = outcome.value;
      }
      expect(JSON.stringify(document)).toBe(documents.at(-1));
    }),
    { numRuns: 60 },
  );
});
