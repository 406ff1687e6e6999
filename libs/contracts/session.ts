import { z } from 'zod';
import { operation } from './operation.js';
import { ROLES } from './permissions.js';
import { byId, instant, key, list, title, uuid } from './shapes.js';

const group = 'Sign-in and people';
export const email = z.email().max(254).meta({ format: 'email' });
export const password = z.string().min(12).max(200).meta({ description: 'at least 12 characters' });
export const token = z.string().regex(/^[A-Za-z0-9_-]{20,200}$/, 'is not such a token');
export const role = z.enum(ROLES);

export const me = z.object({
  kind: z.enum(['person', 'api-key']),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role,
  pipelineRoles: z.array(z.string()),
  workspace: z.object({ id: uuid, key: z.string(), name: z.string() }),
  live: z.string().meta({ description: 'the event id of the live stream as of now: what is read after this answer and followed from here misses nothing' }),
});
export const member = z.object({
  id: uuid,
  name: z.string(),
  email: z.string().nullable(),
  role,
  pipelineRoles: z.array(z.string()),
  /** `invited` until the link is spent. */
  status: z.enum(['invited', 'active']),
  createdAt: instant,
});
const session = z.object({
  id: uuid,
  current: z.boolean(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  createdAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
});
const meExample = {
  kind: 'person',
  id: '01920000-0000-7000-8000-000000000001',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'owner',
  pipelineRoles: ['*'],
  workspace: { id: '01920000-0000-7000-8000-000000000000', key: 'main', name: 'Main' },
  live: '42',
};

export const joinWorkspace = operation({
  id: 'session.join',
  method: 'POST',
  path: '/api/v1/join',
  group,
  summary: 'Spend a one-time link: set name, e-mail and password, and be signed in',
  description: 'The owner link and invitations are spent here, once. The link itself changes nothing when it is opened.',
  permission: 'anyone',
  body: z.strictObject({ token, name: title, email, password }),
  answer: me,
  status: 201,
  bodyExample: { token: 'the-token-of-the-link-0000', name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' },
  answerExample: meExample,
});
export const signIn = operation({
  id: 'session.start',
  method: 'POST',
  path: '/api/v1/session',
  group,
  summary: 'Sign in with e-mail and password',
  description: 'Sets the session cookie. Throttled for each account and each address: 429 with Retry-After.',
  permission: 'anyone',
  body: z.strictObject({ email, password: z.string().min(1).max(200) }),
  answer: me,
  bodyExample: { email: 'ada@example.com', password: 'correct horse battery' },
  answerExample: meExample,
});
export const signOut = operation({
  id: 'session.end',
  method: 'DELETE',
  path: '/api/v1/session',
  group,
  summary: 'Sign out',
  permission: 'session.own',
  status: 204,
});
export const whoAmI = operation({
  id: 'session.me',
  method: 'GET',
  path: '/api/v1/me',
  group,
  summary: 'Who is signed in, and in which workspace',
  permission: 'session.own',
  answer: me,
  answerExample: meExample,
});
export const changePassword = operation({
  id: 'session.password',
  method: 'PUT',
  path: '/api/v1/me/password',
  group,
  summary: 'Change your password; every other session ends',
  permission: 'session.own',
  body: z.strictObject({ current: z.string().min(1).max(200), password }),
  status: 204,
  bodyExample: { current: 'correct horse battery', password: 'another fine password' },
});
export const listSessions = operation({
  id: 'sessions.list',
  method: 'GET',
  path: '/api/v1/sessions',
  group,
  summary: 'Your sessions',
  permission: 'session.own',
  answer: list(session),
});
export const revokeSession = operation({
  id: 'sessions.revoke',
  method: 'DELETE',
  path: '/api/v1/sessions/{id}',
  group,
  summary: 'End one of your sessions',
  permission: 'session.own',
  params: byId,
  status: 204,
  refusals: [404],
});

export const listMembers = operation({
  id: 'members.list',
  method: 'GET',
  path: '/api/v1/members',
  group,
  summary: 'The people of the workspace',
  permission: 'member.read',
  answer: list(member),
});
export const inviteMember = operation({
  id: 'members.invite',
  method: 'POST',
  path: '/api/v1/members',
  group,
  summary: 'Add a person; the answer holds the link that lets them in, once',
  description: 'Nobody grants a role stronger than their own. The link works once, for seven days.',
  permission: 'member.edit',
  body: z.strictObject({ name: title, email, role, pipelineRoles: z.array(key).max(50).optional() }),
  answer: member.extend({ link: z.string().nullable() }),
  status: 201,
  bodyExample: { name: 'Grace', email: 'grace@example.com', role: 'agent', pipelineRoles: ['sales'] },
  refusals: [409],
});
export const changeMember = operation({
  id: 'members.change',
  method: 'PATCH',
  path: '/api/v1/members/{id}',
  group,
  summary: 'Change a person’s roles; the last owner stays owner',
  permission: 'member.edit',
  params: byId,
  body: z.strictObject({ role: role.optional(), pipelineRoles: z.array(key).max(50).optional() }),
  answer: member,
  bodyExample: { role: 'designer' },
  refusals: [404, 409],
});
export const removeMember = operation({
  id: 'members.remove',
  method: 'DELETE',
  path: '/api/v1/members/{id}',
  group,
  summary: 'Remove a person from the workspace; their sessions end',
  permission: 'member.edit',
  params: byId,
  status: 204,
  refusals: [404, 409],
});

const workspace = z.object({ id: uuid, key: z.string(), name: z.string(), timeZone: z.string(), currency: z.string() });
export const listWorkspaces = operation({
  id: 'workspaces.list',
  method: 'GET',
  path: '/api/v1/workspaces',
  group,
  summary: 'The workspaces you belong to',
  permission: 'workspace.read',
  answer: list(workspace),
});
export const switchWorkspace = operation({
  id: 'session.workspace',
  method: 'PUT',
  path: '/api/v1/session/workspace',
  group,
  summary: 'Continue this session in another of your workspaces',
  permission: 'session.own',
  body: z.strictObject({ id: uuid }),
  answer: me,
  bodyExample: { id: '01920000-0000-7000-8000-000000000000' },
  refusals: [404],
});
export const changeMe = operation({
  id: 'session.change',
  method: 'PATCH',
  path: '/api/v1/me',
  group,
  summary: 'Change your own name',
  permission: 'session.own',
  body: z.strictObject({ name: title }),
  status: 204,
  bodyExample: { name: 'Ada Lovelace' },
});
export const changeWorkspace = operation({
  id: 'workspace.change',
  method: 'PATCH',
  path: '/api/v1/workspace',
  group,
  summary: 'Change the workspace’s name, zone or currency',
  description: 'The zone is that of days and times without one of their own. The currency is that of amounts without one; nothing is converted.',
  permission: 'workspace.edit',
  body: z.strictObject({
    name: title.optional(),
    timeZone: z.string().max(100).optional().meta({ description: 'IANA zone, such as Europe/Berlin' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, such as EUR')
      .optional(),
  }),
  answer: workspace,
  bodyExample: { name: 'Main' },
  refusals: [422],
});
const tables = z.record(z.string(), z.number().int());
export const countSample = operation({
  id: 'workspace.sample',
  method: 'GET',
  path: '/api/v1/workspace/sample',
  group,
  summary: 'How many rows of the sample data are there, by kind',
  permission: 'sample.remove',
  answer: z.object({ records: z.number().int(), runs: z.number().int(), tasks: z.number().int() }),
  answerExample: { records: 240, runs: 180, tasks: 60 },
});
export const removeSample = operation({
  id: 'workspace.removeSample',
  method: 'POST',
  path: '/api/v1/workspace/sample/removal',
  group,
  summary: 'Remove the sample data for good',
  description:
    'Exactly the records that came with the sample, with their runs, tasks and history. What you made yourself stays. Answers with the rows deleted, by table.',
  permission: 'sample.remove',
  answer: z.object({ removed: tables }),
  answerExample: { removed: { records: 240, runs: 180 } },
});
