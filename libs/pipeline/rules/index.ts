export { checkRuleTypes, checkTemplate } from './check-types.js';
export { closest } from './closest.js';
export { evaluateRule, ruleHolds, type RuleContext } from './evaluate.js';
export { explainRule, type Explanation } from './explain.js';
export { FILTERS, type Filter } from './filters.js';
export { OPERATORS, UNLISTED_OPERATORS, operatorOf, type Operands, type Operator, type ResultKind } from './operators.js';
export { pathsOf, readPaths, readsOf, statesIn, type NamedState, type RulePaths } from './paths.js';
export { typeAtPath, typeOfField, type Fields, type PathType, type RuleScope, type RuleType } from './rule-types.js';
export { parseRule } from './shape.js';
export {
  checkTemplateShape,
  computedIn,
  resolveInput,
  resolveTemplate,
  templatePaths,
  walkTemplate,
  type TemplateForm,
  type TemplateVisitor,
} from './template.js';
export { RULE_LIMITS, isTruthy, type RuleLimits } from './values.js';
