import { account } from './account.js';
import { article } from './article.js';
import { campaign } from './campaign.js';
import { contact } from './contact.js';
import { deal } from './deal.js';
import { feedback } from './feedback.js';
import { lead } from './lead.js';
import type { ObjectDefinition } from './object.js';
import { order, orderLine } from './order.js';
import { product } from './product.js';
import { agent, team } from './team.js';
import { ticket } from './ticket.js';

export type { ObjectDefinition } from './object.js';

/** Every object the product ships, by key. Tasks and notes belong to a record and have tables of their own. */
export const CORE_OBJECTS: ReadonlyMap<string, ObjectDefinition> = new Map(
  [account, contact, lead, product, deal, order, orderLine, ticket, feedback, campaign, article, team, agent].map((object) => [object.key, object]),
);
