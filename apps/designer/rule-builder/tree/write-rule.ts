import type { Json } from '#kernel';
import type { Rule } from '#pipeline';
import type { Comparison, Operand, RuleGroup, RuleNode, Test } from './rule-tree.js';

/** The JSON Logic of a tree; `null` where it asks nothing. What is drawn of it again is the same tree. */
export function writeRule(root: RuleGroup): Rule | null {
  const [only, ...more] = written(root.parts);
  if (only === undefined) return null;
  return root.join === 'all' && more.length === 0 ? only : writeGroup(root);
}

/** The JSON Logic of one part; `null` for a group with nothing in it. */
export function writeNode(node: RuleNode): Rule | null {
  switch (node.kind) {
    case 'group':
      return written(node.parts).length > 0 ? writeGroup(node) : null;
    case 'comparison':
      return writeComparison(node);
    case 'state':
      return node.isActive ? { in: node.state } : { '!': [{ in: node.state }] };
    case 'foreign':
      return node.rule;
  }
}

const written = (parts: readonly RuleNode[]): readonly Rule[] => parts.map(writeNode).filter((part) => part !== null);

function writeGroup({ join, parts }: RuleGroup): Rule {
  const rules = written(parts);
  switch (join) {
    case 'all':
      return { and: rules };
    case 'any':
      return { or: rules };
    case 'none':
      return { '!': [{ or: rules }] };
    case 'not-all':
      return { '!': [{ and: rules }] };
  }
}

const BINARY: Readonly<Partial<Record<Test, string>>> = {
  is: '==',
  'is-not': '!=',
  above: '>',
  'at-least': '>=',
  below: '<',
  'at-most': '<=',
  starts: 'starts_with',
  ends: 'ends_with',
};

function writeComparison({ path, test, operands }: Comparison): Rule {
  const subject: Json = { var: path };
  const [first = null, second = null] = operands.map(writeOperand);
  const sign = BINARY[test];
  if (sign !== undefined) return { [sign]: [subject, first] };
  switch (test) {
    case 'between':
      return { '<=': [first, subject, second] };
    case 'one-of':
      return { in: [subject, first] };
    case 'none-of':
      return { '!': [{ in: [subject, first] }] };
    case 'contains':
      return { in: [first, subject] };
    case 'lacks':
      return { '!': [{ in: [first, subject] }] };
    case 'blank':
      return { is_blank: [subject] };
    case 'filled':
      return { '!': [{ is_blank: [subject] }] };
    case 'no':
      return { '!': [subject] };
    default:
      return { '!!': [subject] };
  }
}

export function writeOperand(operand: Operand): Json {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'variable':
      return { var: operand.path };
    case 'from-now':
      return { date_add: [{ var: 'now' }, operand.duration] };
  }
}
