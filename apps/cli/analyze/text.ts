import {
  classesOf,
  fitSentiment,
  fitTextClasses,
  fitTfIdf,
  indexTexts,
  keywordsOf,
  sentimentOf,
  suggestAnswers,
  summaryOf,
  themesOf,
  wilson,
  type TermOptions,
  type TextClassOptions,
} from '#analytics';
import { textOption, type Invocation } from '../command.js';
import { cellsOf, readCsvTable, refused, type CsvTable } from './csv-table.js';
import { delimiterOption, heldOutOf, listOption, neededOption, numberOption, rangeOption, tableOption, topOption, valueOf } from './options.js';
import { analysis, line, table, type Report } from './report.js';
import { STOP_WORDS } from './stop-words.js';

interface Labelled {
  readonly text: string;
  readonly label: string;
}

interface Folds {
  readonly train: readonly Labelled[];
  readonly test: readonly Labelled[];
  /** How the test rows were chosen. */
  readonly how: string;
}

const TASKS: Readonly<Record<string, (csv: CsvTable, invocation: Invocation) => Promise<Report> | Report>> = { classes, answers, sentiment, keywords, summary };

/** Texts: classes, answers to questions, mood, keywords, a summary. */
export const run = analysis(async (invocation) => {
  const csv = await tableOption(invocation);
  const task = TASKS[textOption(invocation, 'task') ?? 'keywords'] ?? keywords;
  return task(csv, invocation);
});

function termOptions(invocation: Invocation): TermOptions {
  const [wordRuns, characterRuns] = [numberOption(invocation, 'wordRuns', 'word-runs'), numberOption(invocation, 'characterRuns', 'character-runs')];
  const [letters, domainWords] = [rangeOption(invocation, 'letters'), listOption(invocation, 'domainWords')];
  return {
    ...(wordRuns === undefined ? {} : { wordRuns }),
    ...(characterRuns === undefined ? {} : { characterRuns }),
    ...(letters ? { letters } : {}),
    ...(domainWords ? { domainWords } : {}),
  };
}

function classOptions(invocation: Invocation): TextClassOptions {
  const alpha = numberOption(invocation, 'alpha');
  return { ...termOptions(invocation), ...(alpha === undefined ? {} : { alpha }) };
}

async function foldsOf(csv: CsvTable, invocation: Invocation): Promise<Folds> {
  const [text, label] = [neededOption(invocation, 'text'), neededOption(invocation, 'label')];
  const labelled = (part: CsvTable): Labelled[] => {
    const labels = cellsOf(part, label);
    return cellsOf(part, text).map((one, i) => ({ text: one, label: labels[i] as string }));
  };
  const rows = labelled(csv);
  const test = textOption(invocation, 'test');
  if (test !== undefined) return { train: rows, test: labelled(await readCsvTable(test, delimiterOption(invocation))), how: test };
  const how = textOption(invocation, 'fold') ?? 'random';
  const id = textOption(invocation, 'id');
  const held = heldOutOf(how, csv, id === undefined ? rows.map((_, i) => String(i)) : cellsOf(csv, id), numberOption(invocation, 'seed') ?? 1);
  return { train: rows.filter((_, i) => held[i] === 0), test: rows.filter((_, i) => held[i] === 1), how };
}

const textsOf = (rows: readonly Labelled[]): string[] => rows.map(({ text }) => text);
const labelsOf = (rows: readonly Labelled[]): string[] => rows.map(({ label }) => label);

/** Accuracy with its interval, and that of always saying the commonest label. */
function judged(hits: number, { train, test, how }: Folds) {
  const counts = new Map<string, number>();
  for (const { label } of test) counts.set(label, (counts.get(label) ?? 0) + 1);
  const majority = [...counts.values()].reduce((most, count) => Math.max(most, count), 0) / test.length;
  return {
    fold: how,
    trained: train.length,
    heldOut: test.length,
    labels: counts.size,
    accuracy: hits / test.length,
    interval: wilson(hits, test.length, 0.95),
    majority,
  };
}

const judgedLine = ({ fold, trained, heldOut, accuracy, interval, majority }: ReturnType<typeof judged>) =>
  line(
    'Trained on {trained} texts, right in {accuracy} of {heldOut} held out ({fold}; 95 % interval {low} to {high}); always the commonest label: {majority}',
    '用 {trained} 条文本训练；留出的 {heldOut} 条（{fold}）中正确率 {accuracy}（95% 区间 {low} 至 {high}）；总选最常见标签：{majority}',
    {
      ...{ fold, trained, heldOut, accuracy: accuracy.toFixed(4) },
      low: interval.low.toFixed(4),
      high: interval.high.toFixed(4),
      majority: majority.toFixed(4),
    },
  );

async function classes(csv: CsvTable, invocation: Invocation): Promise<Report> {
  const folds = await foldsOf(csv, invocation);
  const model = valueOf(fitTextClasses(textsOf(folds.train), labelsOf(folds.train), classOptions(invocation)));
  const guesses = folds.test.map(({ text }) => classesOf(model, text, 1)[0]?.label);
  const found = judged(folds.test.filter(({ label }, i) => guesses[i] === label).length, folds);
  const missed = confusionOf(folds.test, guesses).slice(0, topOption(invocation));
  const question = textOption(invocation, 'question');
  const answer = question === undefined ? [] : classesOf(model, question, topOption(invocation));
  return {
    data: { task: 'classes', ...found, confused: missed, ...(question === undefined ? {} : { question, classes: answer }) },
    blocks: [
      judgedLine(found),
      table(
        ['Most often mistaken', '最常混淆'],
        ['label|标签', 'taken for|误判为', 'times|次数'],
        missed.map((one) => [one.label, one.guess, one.count]),
      ),
      table(
        [question ?? '', question ?? ''],
        ['label|标签', 'p|概率', 'because|原因'],
        answer.map((one) => [one.label, one.p, one.because.join(', ')]),
      ),
    ],
  };
}

function confusionOf(test: readonly Labelled[], guesses: readonly (string | undefined)[]): { label: string; guess: string; count: number }[] {
  const counts = new Map<string, { label: string; guess: string; count: number }>();
  test.forEach(({ label }, i) => {
    const guess = guesses[i];
    if (guess === undefined || guess === label) return;
    const key = JSON.stringify([label, guess]);
    const seen = counts.get(key) ?? { label, guess, count: 0 };
    counts.set(key, { ...seen, count: seen.count + 1 });
  });
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

async function answers(csv: CsvTable, invocation: Invocation): Promise<Report> {
  const folds = await foldsOf(csv, invocation);
  const weighting = textOption(invocation, 'weighting') === 'tf-idf' ? 'tf-idf' : 'bm25';
  const index = valueOf(indexTexts(textsOf(folds.train), { ...termOptions(invocation), weighting }));
  const known = labelsOf(folds.train);
  const ranks = folds.test.map(({ text, label }) => suggestAnswers(index, known, text, Infinity).findIndex(({ answer }) => answer === label));
  const within = (k: number): number => ranks.filter((rank) => rank >= 0 && rank < k).length;
  const mrr = ranks.reduce((sum, rank) => sum + (rank >= 0 ? 1 / (rank + 1) : 0), 0) / ranks.length;
  const found = judged(within(1), folds);
  const hits = { hit1: within(1) / ranks.length, hit3: within(3) / ranks.length, hit5: within(5) / ranks.length, mrr };
  const question = textOption(invocation, 'question');
  const best = question === undefined ? [] : suggestAnswers(index, known, question, topOption(invocation));
  const suggested = best.map(({ document, score, answer }) => ({ answer, score, like: folds.train[document]?.text ?? '' }));
  return {
    data: { task: 'answers', weighting, ...found, ...hits, ...(question === undefined ? {} : { question, answers: suggested }) },
    blocks: [
      judgedLine(found),
      table(['Right answer among the first', '正确答案位于前几位'], ['1', '3', '5', 'MRR'], [[hits.hit1, hits.hit3, hits.hit5, mrr]]),
      table(
        [question ?? '', question ?? ''],
        ['answer|答案', 'score|得分', 'like|相似文本'],
        suggested.map((one) => [one.answer, one.score, one.like]),
      ),
    ],
  };
}

async function sentiment(csv: CsvTable, invocation: Invocation): Promise<Report> {
  const good = neededOption(invocation, 'good');
  const folds = await foldsOf(csv, invocation);
  if (!folds.train.some(({ label }) => label === good)) throw refused('analysis.target', `No text has the label "${good}".`, `没有文本的标签为“${good}”。`);
  const isGood = ({ label }: Labelled): boolean => label === good;
  const model = valueOf(fitSentiment(textsOf(folds.train), folds.train.map(isGood), classOptions(invocation)));
  const found = judged(folds.test.filter((one) => sentimentOf(model, one.text).score > 0 === isGood(one)).length, folds);
  const question = textOption(invocation, 'question');
  const moods = (question === undefined ? folds.test.map(({ text }) => text).slice(0, topOption(invocation)) : [question]).map((text) => ({
    text,
    ...sentimentOf(model, text),
  }));
  return {
    data: { task: 'sentiment', good, ...found, moods },
    blocks: [
      judgedLine(found),
      table(
        ['Mood', '情感'],
        ['mood|情感', 'score|得分', 'because|原因', 'text|文本'],
        moods.map((one) => [one.mood, one.score, one.because.join(', '), one.text.slice(0, 60)]),
      ),
    ],
  };
}

function keywords(csv: CsvTable, invocation: Invocation): Report {
  const texts = cellsOf(csv, neededOption(invocation, 'text'));
  const stop = listOption(invocation, 'stopWords') ?? STOP_WORDS;
  const model = valueOf(fitTfIdf(texts, termOptions(invocation)));
  const themes = themesOf(model, texts, Math.max(topOption(invocation), 1), stop);
  const rows = invocation.terminal.json ? texts.map((text, i) => ({ row: i + 1, keywords: keywordsOf(model, text, 5, stop) })) : [];
  return {
    data: { task: 'keywords', texts: texts.length, themes, rows },
    blocks: [
      line('{n} texts', '{n} 条文本', { n: texts.length }),
      table(
        ['Themes', '主题'],
        ['word|词', 'weight|权重', 'texts|文本数'],
        themes.map((one) => [one.term, one.weight, one.texts]),
      ),
    ],
  };
}

function summary(csv: CsvTable, invocation: Invocation): Report {
  const texts = cellsOf(csv, neededOption(invocation, 'text'));
  const domainWords = listOption(invocation, 'domainWords') ?? [];
  const sentences = summaryOf(texts.join('\n'), { sentences: Math.max(1, topOption(invocation)), domainWords });
  return {
    data: { task: 'summary', texts: texts.length, sentences },
    blocks: [
      line('The sentences that the others of the first 500 say again:', '前 500 句中最具代表性的句子：'),
      ...sentences.map((sentence) => line('- {sentence}', '- {sentence}', { sentence })),
    ],
  };
}
