import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ranksOf } from './summary.js';
import * as text from './index.js';

const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const codeOf = (answer: { ok: true } | { ok: false; error: readonly { code: string }[] }): string | null => (answer.ok ? null : (answer.error[0]?.code ?? ''));

describe('tokens', () => {
  it.each<[string, string, string[], string[]]>([
    ['English', "I don't KNOW, it’s 2 cards!", ["don't", 'know', "it's", '2', 'cards', 'i'].sort(), []],
    ['Chinese by the segmenter', '房间很干净', ['房间', '很', '干净'], []],
    ['mixed', 'iPhone手机坏了', ['iphone', '手机', '坏', '了'], []],
    ['full width', 'ＡＢＣ１２', ['abc12'], []],
    ['emoji and punctuation are no words', '!!! 😀 ---', [], []],
    ['domain words stay whole', '我要买云南白药牙膏', ['我要', '买', '云南白药牙膏'], ['云南白药牙膏']],
    ['the longest domain word wins, only as a whole word', 'gtx pro plus, gtx protein', ['gtx pro plus', 'gtx', 'protein'], ['gtx pro', 'GTX Pro Plus']],
    ['a domain word with signs', '这件t-恤, -x^] 很好', ['这', '件', 't-恤', '-x^]', '很好'], ['T-恤', '-x^]']],
    ['a domain word is no pattern', 'c++ (x)', ['c++', 'x'], ['c++', '.*']],
  ])('%s', (name, input, expected, domainWords) => {
    const got = text.tokensOf(input, { domainWords });
    expect(name === 'English' ? got.sort() : got).toEqual(expected);
  });
  it('any text gives words without white space at their ends', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (input) => text.tokensOf(input).every((word) => word !== '' && word.trim() === word)));
  });
  it('sentences of both scripts', () => {
    expect(text.sentencesOf('It works. Really?  Yes!')).toEqual(['It works.', 'Really?', 'Yes!']);
    expect(text.sentencesOf('房间很大。早餐太差！')).toEqual(['房间很大。', '早餐太差！']);
  });
  it('terms: runs of words, letter runs with their edges, characters', () => {
    expect(text.termsOf('lost my card', { wordRuns: 2 })).toEqual(['lost', 'my', 'card', 'lost my', 'my card']);
    expect(text.termsOf('ab', { letters: [3, 3] })).toEqual(['ab', '~<ab', '~ab>']);
    expect(text.termsOf('很 好', { characterRuns: 2 })).toEqual(['很', '好', '很好']);
  });
});

describe('TF-IDF', () => {
  const model = value(text.fitTfIdf(['the cat sat', 'the dog sat', 'the bird']));
  it('as scikit-learn: smooth idf and length 1', () => {
    expect(model.idf['the']).toBeCloseTo(1, 12);
    expect(model.idf['cat']).toBeCloseTo(Math.log(4 / 2) + 1, 12);
    const weights = [...text.weightsOf(model, 'the cat sat').values()];
    expect(Math.hypot(...weights)).toBeCloseTo(1, 12);
  });
  it('keywords mark a text, themes many', () => {
    expect(text.keywordsOf(model, 'the cat sat', 2).map(({ term }) => term)).toEqual(['cat', 'sat']);
    expect(text.themesOf(model, ['the cat', 'a cat sat'], 1, ['the'])).toMatchObject([{ term: 'cat', texts: 2 }]);
    expect(text.keywordsOf(model, 'unknown words')).toEqual([]);
  });
  it.each([[[]], [['', '!!']]])('%p has no word', (texts) => expect(codeOf(text.fitTfIdf(texts))).toBe('analysis.empty'));
});

describe('retrieval', () => {
  const texts = ['how do I reset my password', 'where is my invoice', 'cancel my order', '如何重置密码', '发票在哪里'];
  it.each(['bm25', 'tf-idf'] as const)('%s finds the text in either language, and nothing for strangers', (weighting) => {
    const index = value(text.indexTexts(texts, { weighting }));
    expect(text.searchTexts(index, 'I forgot my password, reset?')[0]?.document).toBe(0);
    expect(text.searchTexts(index, '重置我的密码')[0]?.document).toBe(3);
    expect(text.searchTexts(index, 'xyzzy')).toEqual([]);
    expect(text.searchTexts(index, '__proto__ constructor')).toEqual([]);
    expect(text.searchTexts(JSON.parse(JSON.stringify(index)) as text.TextIndex, 'invoice')).toEqual(text.searchTexts(index, 'invoice'));
  });
  it('BM25 by hand: one word in one of two texts of equal length', () => {
    const index = value(text.indexTexts(['a1 b1', 'a1 c1']));
    expect(text.searchTexts(index, 'b1')).toEqual([{ document: 0, score: expect.closeTo(Math.log(1 + 1.5 / 1.5), 12) }]);
  });
  it('suggests each answer once', () => {
    const index = value(text.indexTexts(['reset password', 'new password', 'invoice']));
    expect(
      text
        .suggestAnswers(index, ['p', 'p', 'i'], 'password invoice')
        .map(({ answer }) => answer)
        .sort(),
    ).toEqual(['i', 'p']);
  });
});

describe('classes and mood', () => {
  /** Manning, Raghavan & Schütze, Introduction to Information Retrieval, example 13.1. */
  const china = value(
    text.fitTextClasses(['Chinese Beijing Chinese', 'Chinese Chinese Shanghai', 'Chinese Macao', 'Tokyo Japan Chinese'], ['c', 'c', 'c', 'j'], { alpha: 1 }),
  );
  it('the textbook example: 0.0003 against 0.0001', () => {
    const [first, second] = text.classesOf(china, 'Chinese Chinese Chinese Tokyo Japan');
    const [c, j] = [(3 / 4) * (3 / 7) ** 3 * (1 / 14) ** 2, (1 / 4) * (2 / 9) ** 5];
    expect([first?.label, second?.label]).toEqual(['c', 'j']);
    expect(first?.p).toBeCloseTo(c / (c + j), 12);
    expect(first?.because).toEqual(['chinese']);
  });
  it('an unknown text gets the shares of the examples', () =>
    expect(text.classesOf(china, 'hello')[0]).toEqual({ label: 'c', p: expect.closeTo(0.75, 12), because: [] }));
  it.each<[string, string[], string[], object, string]>([
    ['no texts', [], [], {}, 'analysis.empty'],
    ['one class', ['a b', 'c d'], ['x', 'x'], {}, 'analysis.one-class'],
    ['labels missing', ['a b', 'c d'], ['x'], {}, 'analysis.shape'],
    ['nothing added', ['a b', 'c d'], ['x', 'y'], { alpha: 0 }, 'analysis.option'],
    ['no words', ['!', '?'], ['x', 'y'], {}, 'analysis.too-few'],
  ])('%s: refused', (_name, texts, labels, options, code) => expect(codeOf(text.fitTextClasses(texts, labels, options))).toBe(code));
  it('chances of any text are chances', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (input) => {
        const classes = text.classesOf(china, `${input} Chinese`.repeat(50), 2);
        expect(classes.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 9);
      }),
    );
  });
  it('mood from labelled texts, with the words that said so', () => {
    const model = value(
      text.fitSentiment(['房间很干净，服务很好', '早餐太差，很失望', 'clean room, great staff', 'dirty room, bad staff'], [true, false, true, false]),
    );
    expect(text.sentimentOf(model, '服务很好')).toMatchObject({ mood: 'good' });
    expect(text.sentimentOf(model, 'bad and dirty')).toMatchObject({ mood: 'bad' });
    expect(text.sentimentOf(model, 'bad and dirty').because).toEqual(['bad', 'dirty']);
    expect(text.sentimentOf(model, 'zzz')).toEqual({ score: 0, mood: 'unsure', because: [] });
  });
});

describe('summary', () => {
  /* a - b - c: the middle one is said again by both */
  it('ranks the sentence that shares most', () => {
    const [a, b, c] = ranksOf([new Set(['card', 'lost', 'x']), new Set(['card', 'lost', 'bank', 'fee']), new Set(['bank', 'fee', 'y'])]);
    expect(b).toBeGreaterThan(a ?? 0);
    expect(a).toBeCloseTo(c ?? 0, 9);
  });
  it('keeps the order of the text and makes nothing up', () => {
    const story =
      'The printer is broken. The printer in the office is broken since Monday. I like tea. Please send somebody for the broken printer in the office.';
    const summary = text.summaryOf(story, { sentences: 2 });
    expect(summary).toEqual(['The printer in the office is broken since Monday.', 'Please send somebody for the broken printer in the office.']);
  });
  it.each(['', 'One only.'])('%p is its own summary', (story) => expect(text.summaryOf(story)).toEqual(story === '' ? [] : [story]));
});
