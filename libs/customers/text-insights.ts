import { classesOf, sentimentOf, summaryOf, type Sentiment, type TextClass } from '#analytics';
import { type Instant, UserError, type WorkspaceId, type Kept } from '#kernel';
import type { AnalysisWork } from './analysis-work.js';
import { domainWordsOf } from './domain-words.js';
import { pageOf, type PageAsk } from './pages.js';
import type { KnowledgeRow, TextObject, TextReads, TextRow } from './ports.js';
import { rounded } from './rows.js';
import type { Lack } from './tasks/book.js';
import { suggestionsFor, type Suggestion } from './tasks/knowledge.js';
import { holdsTerm, type ScoreScale, type Theme, type ThemesOutput } from './tasks/texts.js';

export interface TextWish {
  readonly object?: TextObject | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** Texts read at most, newest first; articles and solved tickets searched at most, of each. */
const MOST_TEXTS = 20_000;
const MOST_KNOWLEDGE = 5000;
/** The newest tickets that the words of a text are weighed against. */
const COMPARED = 2000;
/** Products whose names are kept whole. */
const MOST_PRODUCTS = 1000;
/** Satisfaction of a ticket goes from 1 to 5, that of a feedback, whatever its question, is brought to 0 to 10. */
const SCALES: Readonly<Record<TextObject, ScoreScale>> = { ticket: { goodFrom: 4, badTo: 2 }, feedback: { goodFrom: 7, badTo: 4 } };

/** What customers write: themes, mood, classes, and answers to give. */
export class TextInsights {
  constructor(
    private readonly reads: TextReads,
    private readonly work: AnalysisWork,
    private readonly kept: Kept,
    private readonly now: () => Promise<Instant>,
  ) {}

  async themes(workspace: WorkspaceId, { limit = 30, ...wish }: TextWish & { readonly limit?: number | undefined }) {
    const { object, texts, found } = await this.themesOf(workspace, wish);
    const { lack, themes, byClass, byMonth, mood, moodLack } = found;
    const tidy = (list: readonly Theme[], most = 10): Theme[] => list.slice(0, most).map((theme) => ({ ...theme, weight: rounded(theme.weight) }));
    return {
      asOf: await this.now(),
      object,
      texts: texts.length,
      lacking: lack,
      themes: tidy(themes, limit),
      byClass: byClass.map((one) => ({ ...one, themes: tidy(one.themes) })),
      byMonth: byMonth.map((one) => ({ ...one, mood: one.mood === null ? null : rounded(one.mood), themes: tidy(one.themes) })),
      mood,
      moodLacking: moodLack,
    };
  }

  /** The texts behind a word, a class or a mood, newest first. */
  async themeRecords(
    workspace: WorkspaceId,
    {
      term,
      class: label,
      mood,
      ...wish
    }: TextWish & PageAsk & { readonly term?: string | undefined; readonly class?: string | undefined; readonly mood?: string | undefined },
  ) {
    const { object, texts, found, domainWords } = await this.themesOf(workspace, wish);
    const wanted = texts.filter(
      ({ text, label: own }, i) =>
        (term === undefined || holdsTerm(text, term.toLowerCase(), domainWords)) &&
        (label === undefined || (own ?? '') === label) &&
        (mood === undefined || found.moods[i] === mood),
    );
    const { items, next } = pageOf(wanted, wish);
    return { items: items.map(({ id, name, at, text }) => ({ object, id, name, at, excerpt: text.slice(0, 300) })), next };
  }

  /** Suggested answers to a ticket. Throws UserError `record.not-found`. */
  async answers(workspace: WorkspaceId, ticket: string, most = 3) {
    const question = await this.reads.ticket(workspace, ticket);
    if (!question) throw new UserError('not-found', { code: 'record.not-found', at: '', text: { en: 'There is no such record.', 'zh-CN': '没有这条记录。' } });
    return this.answersTo(workspace, { text: question.text, except: ticket, most });
  }

  async answersTo(workspace: WorkspaceId, question: { readonly text: string; readonly except: string | null; readonly most: number }) {
    const { rows, index } = await this.knowledge(workspace);
    const items: readonly Suggestion[] = index ? suggestionsFor(index, rows, question) : [];
    const articles = rows.filter(({ object }) => object === 'article').length;
    return {
      asOf: await this.now(),
      lacking: index ? null : NO_KNOWLEDGE,
      searched: { articles, tickets: rows.length - articles },
      items: items.map((item) => ({ ...item, score: rounded(item.score) })),
    };
  }

  /** The class of a text as people gave it to tickets, and how sure; `best` is null with the reason where too few are labelled. */
  async classify(
    workspace: WorkspaceId,
    text: string,
  ): Promise<{ readonly classes: readonly TextClass[]; readonly learnedFrom: number; readonly lacking: Lack | null }> {
    const { model, from, lack } = await this.learned(workspace, 'classes', async () =>
      this.work.run('customers.classes', { texts: await this.texts(workspace, { object: 'ticket' }), domainWords: await this.domainWords(workspace) }),
    );
    return { classes: model ? classesOf(model, text, 3) : [], learnedFrom: from, lacking: lack };
  }

  /** The mood of a text, learned from tickets with a satisfaction and from feedback with a score. */
  async sentiment(
    workspace: WorkspaceId,
    text: string,
  ): Promise<{ readonly sentiment: Sentiment | null; readonly learnedFrom: number; readonly lacking: Lack | null }> {
    const { model, from, lack } = await this.learned(workspace, 'mood', async () => {
      const domainWords = await this.domainWords(workspace);
      const from = async (object: TextObject) =>
        this.work.run('customers.mood', { texts: await this.texts(workspace, { object }), scale: SCALES[object], domainWords });
      const feedback = await from('feedback');
      return feedback.model ? feedback : from('ticket');
    });
    return { sentiment: model ? sentimentOf(model, text) : null, learnedFrom: from, lacking: lack };
  }

  /** The words that mark a text against the workspace's tickets. */
  async keywords(workspace: WorkspaceId, text: string, most: number): Promise<readonly { readonly term: string; readonly weight: number }[]> {
    const texts = await this.reads.texts(workspace, 'ticket', { from: null, to: null, most: COMPARED });
    const domainWords = await this.domainWords(workspace);
    return this.work.run('customers.keywords', { texts: texts.map((row) => row.text), text, most, domainWords });
  }

  /** The sentences that say most; nothing is made up. */
  async summary(workspace: WorkspaceId, text: string, sentences: number): Promise<readonly string[]> {
    return summaryOf(text, { sentences, domainWords: await this.domainWords(workspace) });
  }

  private async themesOf(
    workspace: WorkspaceId,
    wish: TextWish,
  ): Promise<{ readonly object: TextObject; readonly texts: readonly TextRow[]; readonly found: ThemesOutput; readonly domainWords: readonly string[] }> {
    const object = wish.object ?? 'ticket';
    const { from, to } = wish;
    return this.learned(workspace, `themes ${JSON.stringify([object, from, to])}`, async () => {
      const texts = await this.texts(workspace, { object, from, to });
      const domainWords = await this.domainWords(workspace);
      return { object, texts, domainWords, found: await this.work.run('customers.themes', { texts, most: 100, scale: SCALES[object], domainWords }) };
    });
  }

  private texts(workspace: WorkspaceId, { object = 'ticket', from, to }: TextWish): Promise<readonly TextRow[]> {
    return this.reads.texts(workspace, object, { from: from ?? null, to: to ?? null, most: MOST_TEXTS });
  }

  private domainWords(workspace: WorkspaceId): Promise<readonly string[]> {
    return this.learned(workspace, 'domain words', async () => domainWordsOf(await this.reads.productNames(workspace, MOST_PRODUCTS)));
  }

  private knowledge(workspace: WorkspaceId) {
    return this.learned(workspace, 'knowledge', async () => {
      const rows: readonly KnowledgeRow[] = await this.reads.knowledge(workspace, MOST_KNOWLEDGE);
      return {
        rows,
        index: await this.work.run('customers.knowledge', { texts: rows.map(({ text }) => text), domainWords: await this.domainWords(workspace) }),
      };
    });
  }

  /** Kept as long as no text and no product has changed. */
  private async learned<T>(workspace: WorkspaceId, what: string, make: () => Promise<T>): Promise<T> {
    return this.kept.of(`${what} ${workspace} ${await this.reads.stamp(workspace)}`, make);
  }
}

const NO_KNOWLEDGE: Lack = {
  code: 'analysis.empty',
  text: {
    en: 'There is nothing to answer from yet: publish articles, or solve tickets with a resolution.',
    'zh-CN': '尚无可用于答复的内容：请发布文章，或在解决工单时填写解决方案。',
  },
};
