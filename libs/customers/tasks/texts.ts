import { fitSentiment, fitTextClasses, fitTfIdf, keywordsOf, sentimentOf, themesOf, tokensOf, type SentimentModel, type TextClasses } from '#analytics';
import type { TextRow } from '../ports.js';
import type { Lack } from './book.js';
import { lackOf } from './lines.js';
import { STOP_WORDS } from './stop-words.js';

export interface Theme {
  readonly term: string;
  readonly weight: number;
  readonly texts: number;
}

export interface ThemesOutput {
  readonly lack: Lack | null;
  readonly themes: readonly Theme[];
  readonly byClass: readonly { readonly class: string; readonly texts: number; readonly themes: readonly Theme[] }[];
  readonly byMonth: readonly { readonly month: string; readonly texts: number; readonly mood: number | null; readonly themes: readonly Theme[] }[];
  readonly mood: { readonly good: number; readonly bad: number; readonly unsure: number; readonly learnedFrom: number } | null;
  readonly moodLack: Lack | null;
  /** Of each text, in the order given; null where the mood is not known. */
  readonly moods: readonly ('good' | 'bad' | 'unsure' | null)[];
}

/** Whether a score is good; null for one in the middle. */
export type ScoreScale = { readonly goodFrom: number; readonly badTo: number };

export interface ThemesInput {
  readonly texts: readonly TextRow[];
  readonly most: number;
  readonly scale: ScoreScale;
  readonly domainWords: readonly string[];
}

/** Texts of each mood below which none is learned. */
const LEAST_OF_MOOD = 10;

export function themesTask({ texts, most, scale, domainWords }: ThemesInput): ThemesOutput {
  const model = fitTfIdf(
    texts.map(({ text }) => text),
    { domainWords },
  );
  const nothing = { themes: [], byClass: [], byMonth: [], mood: null, moodLack: null, moods: texts.map(() => null) };
  if (!model.ok) return { ...nothing, lack: lackOf(model.error) };
  const of = (chosen: readonly TextRow[], count: number): Theme[] =>
    themesOf(
      model.value,
      chosen.map(({ text }) => text),
      count,
      STOP_WORDS,
    );
  const learned = learnMood({ texts, scale, domainWords });
  const moods = texts.map(({ text }) => (learned.model ? sentimentOf(learned.model, text) : null));
  const count = (mood: string): number => moods.filter((one) => one?.mood === mood).length;
  const group = (key: (row: TextRow) => string): [string, number[]][] => {
    const groups = new Map<string, number[]>();
    texts.forEach((row, i) => groups.set(key(row), [...(groups.get(key(row)) ?? []), i]));
    return [...groups];
  };
  const pick = (places: readonly number[]): TextRow[] => places.map((place) => texts[place] as TextRow);
  return {
    lack: null,
    themes: of(texts, most),
    byClass: group(({ label }) => label ?? '')
      .map(([name, places]) => ({ class: name, texts: places.length, themes: of(pick(places), 10) }))
      .sort((a, b) => b.texts - a.texts || (a.class < b.class ? -1 : 1))
      .slice(0, 20),
    byMonth: group(({ at }) => at.slice(0, 7))
      .map(([month, places]) => ({
        month,
        texts: places.length,
        mood: learned.model ? mean(places.map((place) => moods[place]?.score ?? 0)) : null,
        themes: of(pick(places), 5),
      }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
    mood: learned.model ? { good: count('good'), bad: count('bad'), unsure: count('unsure'), learnedFrom: learned.from } : null,
    moodLack: learned.lack,
    moods: moods.map((one) => one?.mood ?? null),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);

/** Mood learned from the scores that customers gave. */
export function learnMood({ texts, scale: { goodFrom, badTo }, domainWords }: Omit<ThemesInput, 'most'>): {
  readonly model: SentimentModel | null;
  readonly from: number;
  readonly lack: Lack | null;
} {
  const good = texts.filter(({ score }) => score !== null && score >= goodFrom);
  const bad = texts.filter(({ score }) => score !== null && score <= badTo);
  if (good.length < LEAST_OF_MOOD || bad.length < LEAST_OF_MOOD)
    return { model: null, from: good.length + bad.length, lack: fewMoods(good.length, bad.length) };
  const fitted = fitSentiment(
    [...good, ...bad].map(({ text }) => text),
    [...good.map(() => true), ...bad.map(() => false)],
    { domainWords },
  );
  return { model: fitted.ok ? fitted.value : null, from: good.length + bad.length, lack: fitted.ok ? null : lackOf(fitted.error) };
}

const fewMoods = (good: number, bad: number): Lack => ({
  code: 'analysis.too-few',
  text: {
    en: `To learn the mood, ${LEAST_OF_MOOD} texts with a good and ${LEAST_OF_MOOD} with a bad score are needed; there are ${good} and ${bad}.`,
    'zh-CN': `学习情绪需要 ${LEAST_OF_MOOD} 条高分和 ${LEAST_OF_MOOD} 条低分文本；现有 ${good} 条和 ${bad} 条。`,
  },
});

/** Texts of each class below which none is learned. */
const LEAST_OF_CLASS = 5;

/** Learns the classes of texts that people labelled; classes with fewer than five texts are left out. */
export function learnClasses({ texts, domainWords }: Pick<ThemesInput, 'texts' | 'domainWords'>): {
  readonly model: TextClasses | null;
  readonly from: number;
  readonly lack: Lack | null;
} {
  const counts = new Map<string, number>();
  for (const { label } of texts) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  const used = texts.filter(({ label }) => label !== null && (counts.get(label) ?? 0) >= LEAST_OF_CLASS);
  const fitted = fitTextClasses(
    used.map(({ text }) => text),
    used.map(({ label }) => label as string),
    { domainWords },
  );
  return { model: fitted.ok ? fitted.value : null, from: used.length, lack: fitted.ok ? null : lackOf(fitted.error) };
}

/** TF-IDF keywords of one text against others. */
export function keywordsTask({
  texts,
  text,
  most,
  domainWords,
}: {
  readonly texts: readonly string[];
  readonly text: string;
  readonly most: number;
  readonly domainWords: readonly string[];
}): readonly { readonly term: string; readonly weight: number }[] {
  const model = fitTfIdf([...texts, text], { domainWords });
  return model.ok ? keywordsOf(model.value, text, most, STOP_WORDS) : [];
}

/** Whether a text holds a word as `themes` count it. */
export const holdsTerm = (text: string, term: string, domainWords: readonly string[]): boolean => tokensOf(text, { domainWords }).includes(term);
