import { isJsonObject, pointer, type JsonPointer } from '#kernel';
import type { Check, Finding } from '../check.js';
import type { VerifyContext } from '../context.js';
import { unknownName } from '../unknown.js';

/** Roles in `by`, and literal ones in the inputs of steps. */
export const roleUnknown: Check = {
  code: 'role.unknown',
  severity: 'error',
  meaning: { en: 'A role is named that the pipeline does not declare under "roles".', 'zh-CN': '所用角色未在流程的“roles”中声明。' },
  example: '"by": ["salse"] where "sales" is declared.',
  *find(context: VerifyContext): Generator<Finding> {
    const { roles } = context.definition;
    const what = { en: 'role', zh: '角色' };
    for (const { transitions } of context.states)
      for (const { by, id } of transitions)
        for (const [n, role] of (by ?? []).entries()) if (!roles.includes(role)) yield unknownName(what, role, roles, pointer(id, 'by', n));
    for (const { role, at } of rolesOfInputs(context)) if (!roles.includes(role) && !WORKSPACE_ROLES.includes(role)) yield unknownName(what, role, roles, at);
  },
};

/** Literal roles in the inputs of steps that take one. */
function* rolesOfInputs(context: VerifyContext): Generator<{ readonly role: string; readonly at: JsonPointer }> {
  for (const { template, at, step } of context.inputs()) {
    const role = isJsonObject(template) && context.surroundings.steps.get(step)?.labels?.['role'] ? template['role'] : undefined;
    if (typeof role === 'string' && !role.includes('{{')) yield { role, at: pointer(at, 'role') };
  }
}

/** A task may also go to everybody with a role of the workspace. */
const WORKSPACE_ROLES = ['owner', 'admin', 'designer', 'agent', 'viewer'];
