import { Controller } from '@nestjs/common';
import { type AnswerOf, type InputOf, operations, toInstant } from '#contracts';
import { CustomerProfiles, SegmentSets } from '#customers';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { mutable, wishOf } from './customers.controller.js';

/** One customer: what is known, and what to offer. */
@Controller()
export class CustomerProfilesController {
  constructor(
    private readonly profiles: CustomerProfiles,
    private readonly segments: SegmentSets,
  ) {}

  @Answers(operations.customersProfile)
  async profile(
    @Asking() { workspace }: Caller,
    @Input() { params, query }: InputOf<typeof operations.customersProfile>,
  ): Promise<AnswerOf<typeof operations.customersProfile>> {
    const profile = await this.profiles.of(workspace, params.object, params.id, wishOf(query));
    return mutable({ ...profile, segments: await this.segments.of(workspace, params.id) });
  }

  @Answers(operations.customersOffers)
  async offers(
    @Asking() { workspace }: Caller,
    @Input() { params, query }: InputOf<typeof operations.customersOffers>,
  ): Promise<AnswerOf<typeof operations.customersOffers>> {
    const asOf = query.asOf === undefined ? undefined : toInstant(query.asOf);
    return mutable(await this.profiles.offers(workspace, params.object, params.id, { asOf, most: query.limit ?? 3 }));
  }
}
