import type { StepDefinition } from '#pipeline';
import { form } from '../form.js';
import { LACKING, mostMember, outputOf, REASONS } from '../insights/definition.js';

const LIST = { type: 'array', maxItems: 50, items: { type: 'string', minLength: 1, maxLength: 200 } } as const;

/** Suggests what to offer the customer of the record next. */
export const recommendOffer = {
  kind: 'recommend.offer',
  title: { en: 'Recommend an offer', 'zh-CN': '推荐产品' },
  description: {
    en: 'What to offer the customer next: lift times margin of what is bought together, never what the customer has.',
    'zh-CN': '下一步向客户推荐什么：共同购买的提升度乘以毛利，绝不推荐已有产品。',
  },
  mode: 'computed',
  ...form({
    customer: {
      label: { en: 'Customer', 'zh-CN': '客户' },
      schema: { type: 'string', maxLength: 80, description: 'Id of an account or contact; without it, the one that the record is or names.' },
    },
    categories: { label: { en: 'Only these categories', 'zh-CN': '仅限类别' }, schema: LIST },
    except: { label: { en: 'Never these products', 'zh-CN': '排除产品' }, schema: LIST },
    most: mostMember(10, 3),
  }),
  output: outputOf({
    product: { title: 'The best offer by name; null for none', type: ['string', 'null'] },
    productId: { title: 'Its id', type: ['string', 'null'] },
    offers: { title: 'Offers, the best first', type: 'array', items: { type: 'object' } },
    reasons: REASONS,
    lacking: LACKING,
  }),
  usable: { invoke: true, action: true },
} as const satisfies StepDefinition;
