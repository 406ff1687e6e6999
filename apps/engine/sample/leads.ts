import { addMs, type Instant } from '#kernel';
import { companyName, emailOf, personName, type Culture } from './names.js';
import type { Random } from './random.js';
import type { Story } from './story.js';

const DAY_MS = 86_400_000;
const LEADS = 60;
const FIRST_ADDRESS = 1_000;

/** Fresh leads of the last three months, not yet in a pipeline. */
export function leadStories(random: Random, now: Instant): readonly Story[] {
  const taken = new Set<string>();
  return Array.from({ length: LEADS }, (_, i) => {
    const culture: Culture = random.chance(0.4) ? 'chinese' : 'western';
    const start = random.workMoment(addMs(now, -random.whole(1, 90) * DAY_MS), 0);
    const at = start < now ? start : addMs(now, -DAY_MS);
    return {
      recordId: random.uuid(at),
      object: 'lead',
      at,
      fields: {
        name: personName(random, culture),
        company: companyName(random, culture, taken),
        email: emailOf(FIRST_ADDRESS + i, culture),
        source: random.pick(['web', 'referral', 'event', 'advertising', 'partner']),
        country: culture === 'chinese' ? 'China' : 'Germany',
        mail_consent: random.chance(0.6),
      },
      run: null,
      moves: [],
    };
  });
}
