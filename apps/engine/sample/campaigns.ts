import { addMs, epochMs, type Instant } from '#kernel';
import { dateOf } from './deals.js';
import type { Random } from './random.js';
import type { Story } from './story.js';

const DAY_MS = 86_400_000;

/** What was done to win customers in the year: name, channel, days ago that it began, how many days it ran, cost, pull on leads and deals. */
const CAMPAIGNS = [
  ['Spring fair 春季展会', 'event', 300, 5, 18_400, 0.5],
  ['Search ads, second half 下半年搜索广告', 'search', 182, 120, 12_900, 0.45],
  ['Webinar: faster quotes 网络研讨会：快速报价', 'webinar', 140, 30, 2_300, 0.3],
  ['Autumn mailing 秋季邮件', 'email', 95, 21, 1_150, 0.35],
  ['Partner days 合作伙伴日', 'partner', 70, 14, 6_200, 0.3],
  ['Social media, product launch 新品社交媒体', 'social', 45, 40, 4_800, 0.4],
] as const;

/** A campaign keeps working for so long after its end. */
const ECHO_DAYS = 30;
/** Deals that a campaign brought are won somewhat more often. */
const [ON_WON, ON_OTHERS] = [1.25, 0.85];

export interface SampleCampaign {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly pull: number;
}

export function campaignStories(random: Random, now: Instant): { readonly stories: readonly Story[]; readonly campaigns: readonly SampleCampaign[] } {
  const made = CAMPAIGNS.map(([name, channel, daysAgo, days, cost, pull]) => {
    const at = addMs(now, -daysAgo * DAY_MS);
    const id = random.uuid(at);
    const end = addMs(at, days * DAY_MS);
    const budget = Math.round((cost * random.spread(1.1, 0.1)) / 100) * 100;
    const fields = { name, channel, starts_on: dateOf(at), ends_on: dateOf(end), budget, cost };
    return {
      story: { recordId: id, object: 'campaign', at, fields, run: null, moves: [] },
      campaign: { id, fromMs: epochMs(at), toMs: epochMs(end) + ECHO_DAYS * DAY_MS, pull },
    };
  });
  return { stories: made.map(({ story }) => story), campaigns: made.map(({ campaign }) => campaign) };
}

/** Some leads and new deals came by a campaign that was under way. */
export function withCampaign(random: Random, campaigns: readonly SampleCampaign[], story: Story): Story {
  if (story.object !== 'lead' && story.run?.pipeline !== 'b2b-sales') return story;
  const at = epochMs(story.at);
  const running = campaigns.filter(({ fromMs, toMs }) => fromMs <= at && at <= toMs);
  const campaign = running.length === 0 ? null : random.pick(running);
  if (!campaign) return story;
  const isWon = story.moves.some((move) => move.kind === 'event' && move.event === 'win');
  const weight = story.object === 'lead' ? 1 : isWon ? ON_WON : ON_OTHERS;
  return random.chance(campaign.pull * weight) ? { ...story, fields: { ...story.fields, campaign: campaign.id } } : story;
}
