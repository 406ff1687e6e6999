import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations, toInstant } from '#contracts';
import { Duplicates, TextInsights } from '#customers';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { mutable } from './customers.controller.js';

/** What customers write, answers to it, and who was entered twice. */
@Controller()
export class CustomerTextsController {
  constructor(
    private readonly texts: TextInsights,
    private readonly duplicates: Duplicates,
  ) {}

  @Answers(operations.customersThemes)
  async themes(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersThemes>,
  ): Promise<AnswerOf<typeof operations.customersThemes>> {
    return mutable(await this.texts.themes(workspace, { ...query, ...windowOf(query) }));
  }

  @Answers(operations.customersThemeRecords)
  async themeRecords(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersThemeRecords>,
  ): Promise<AnswerOf<typeof operations.customersThemeRecords>> {
    return mutable(await this.texts.themeRecords(workspace, { ...query, ...windowOf(query) }));
  }

  @Answers(operations.customersAnswers)
  async answers(
    @Asking() { workspace }: Caller,
    @Input() { params, query }: InputOf<typeof operations.customersAnswers>,
  ): Promise<AnswerOf<typeof operations.customersAnswers>> {
    return mutable(await this.texts.answers(workspace, params.id, query.limit));
  }

  @Answers(operations.customersDuplicates)
  async duplicated(
    @Asking() { workspace }: Caller,
    @Input() { query }: InputOf<typeof operations.customersDuplicates>,
  ): Promise<AnswerOf<typeof operations.customersDuplicates>> {
    return mutable(await this.duplicates.of(workspace, query));
  }

  @Answers(operations.decideDuplicate)
  async decideDuplicate(@Asking() { workspace, principal }: Caller, @Input() { body }: InputOf<typeof operations.decideDuplicate>): Promise<void> {
    await this.duplicates.decide(workspace, body, principal.id);
  }
}

const windowOf = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) => ({
  from: from === undefined ? undefined : toInstant(from),
  to: to === undefined ? undefined : toInstant(to),
});
