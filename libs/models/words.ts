import type { Text } from '#kernel';
import type { Model, ModelKind } from './model.js';
import { LEAST_OF_EACH } from './shipped.js';

/** The least data that training needs, in words. */
export function minimumOf({ kind, target }: Model): Text {
  switch (kind) {
    case 'lead-score':
    case 'churn':
    case 'binary':
      return target.kind === 'outcome'
        ? both(
            `At least ${LEAST_OF_EACH} runs that ended as “${target.positive}” and ${LEAST_OF_EACH} that ended otherwise.`,
            `至少 ${LEAST_OF_EACH} 个以“${target.positive}”结束的运行和 ${LEAST_OF_EACH} 个以其他方式结束的运行。`,
          )
        : both(`At least ${LEAST_OF_EACH} records of each class.`, `每类至少 ${LEAST_OF_EACH} 条记录。`);
    case 'regression':
      return both('At least 100 records with a value.', '至少 100 条有值的记录。');
    case 'text-class':
      return both('At least two classes with 20 texts each.', '至少两个类别，每类 20 条文本。');
    case 'clv':
      return both('At least 30 customers who bought again.', '至少 30 位有复购的客户。');
    case 'loyalty':
      return both('At least two customers with purchases.', '至少两位有购买的客户。');
    case 'forecast':
      return both('At least 20 runs that ended, one of them won.', '至少 20 个已结束的运行，其中至少一个赢单。');
    case 'onnx':
      return both('A file of the model.', '模型文件。');
  }
}

/** The rule that scores until there is a version, in words: `libs/models/scoring/fallback.ts` does what it says. */
export function fallbackOf(kind: ModelKind): Text {
  switch (kind) {
    case 'lead-score':
    case 'binary':
      return both(
        'Rule: the probability of the stage, up to a quarter more or less as more or fewer fields are filled in.',
        '规则：阶段的概率，并按字段填写的多少上下浮动至多四分之一。',
      );
    case 'churn':
      return both(
        'Rule: what the probability of the stage leaves, more the longer it stands still (half as much again after 30 days).',
        '规则：1 减去阶段的概率；停滞越久越高（30 天后再加一半）。',
      );
    case 'forecast':
      return both('Rule: the amount times the probability of the stage.', '规则：金额乘以阶段的概率。');
    case 'clv':
      return both('Rule: what the customer bought in the last 365 days.', '规则：该客户近 365 天的购买额。');
    case 'loyalty':
      return both(
        'Rule: 50 points, 25 more with a purchase in the last 90 days, 25 more from five purchases on.',
        '规则：基础 50 分；近 90 天有购买加 25 分；购买五次以上再加 25 分。',
      );
    case 'regression':
    case 'text-class':
    case 'onnx':
      return both('No rule: without a version there is no score.', '无规则：没有版本就没有得分。');
  }
}

/** What a chance is the chance of, for sentences such as “… raises the chance of winning”. */
export function outcomeWords({ kind, target }: Model): Text {
  if (kind === 'churn') return both('the chance of leaving', '流失的可能');
  if (kind === 'lead-score' && target.kind === 'outcome' && target.positive === 'won') return both('the chance of winning', '赢单的可能');
  return kind === 'regression' ? both('the estimate', '估计值') : both('the score', '得分');
}

export const both = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });
