import type { Instant } from '#kernel';
import { baseRecords } from './base-records.js';
import { campaignStories, withCampaign } from './campaigns.js';
import { dealStories } from './deals.js';
import { deskDealStories } from './desk-deals.js';
import { articleStories } from './articles.js';
import { feedbackStories } from './feedback.js';
import { leadStories } from './leads.js';
import { orderStories } from './orders.js';
import { Random } from './random.js';
import { renewalStories } from './renewals.js';
import type { Story } from './story.js';
import { ticketStories } from './tickets.js';

export interface SamplePlan {
  /** What others point to: played first. */
  readonly base: readonly Story[];
  /** Each independent of the others. */
  readonly stories: readonly Story[];
}

/** The sample workspace as data: 400 deals in three pipelines, 160 tickets and what belongs to them. Pure; the same seed and moment give the same plan. */
export function samplePlan(seed: number, now: Instant): SamplePlan {
  const random = new Random(seed);
  const base = baseRecords(random, now);
  const own = new Random(seed + 103);
  const { stories: campaigns, campaigns: running } = campaignStories(own, now);
  const stories = [
    ...dealStories(random, base, now),
    ...renewalStories(random, base, now),
    ...deskDealStories(random, base, now),
    ...ticketStories(random, base, now),
    ...leadStories(random, now),
    // With numbers of their own, so that what stands above stays as it is.
    ...orderStories(new Random(seed + 101), base, now),
    ...articleStories(new Random(seed + 102), now),
  ];
  const feedback = feedbackStories(
    own,
    base,
    stories.filter(({ object }) => object === 'ticket'),
    now,
  );
  return { base: [...base.stories, ...campaigns], stories: [...stories.map((story) => withCampaign(own, running, story)), ...feedback] };
}
