import { Controller, Req, Res } from '@nestjs/common';
import { ApiKeys, type ApiKeyRow, type AuditRow, type MemberRow, People, type Principal, SESSION_DAYS, Sessions, type Visitor } from '#access';
import { type AnswerOf, type InputOf, operations } from '#contracts';
import type { PersonId, WorkspaceId } from '#kernel';
import type { Request, Response } from 'express';
import type { Caller } from '../http/caller.js';
import { SessionCookie } from '../http/cookies.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { refusal } from '../http/refusals.js';
import { LiveFeed } from '../live/live-feed.js';
import { AuditLog } from '../service/audit-log.js';
import { Links } from '../service/links.js';

type Me = AnswerOf<typeof operations.whoAmI>;

@Controller()
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly people: People,
    private readonly cookie: SessionCookie,
    private readonly feed: LiveFeed,
  ) {}

  @Answers(operations.joinWorkspace)
  async join(
    @Asking() caller: Caller,
    @Input() { body }: InputOf<typeof operations.joinWorkspace>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const { person, workspace } = await this.people.join(body.token, { ...body, locale: caller.locale }, caller.address);
    const { token, principal } = await this.sessions.startFor(person, workspace, visitor(caller));
    response.setHeader('Set-Cookie', this.cookie.set(request, token, SESSION_DAYS.most));
    return this.me(principal);
  }

  @Answers(operations.signIn)
  async signIn(
    @Asking() caller: Caller,
    @Input() { body }: InputOf<typeof operations.signIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const { token, principal } = await this.sessions.signIn(body, visitor(caller));
    response.setHeader('Set-Cookie', this.cookie.set(request, token, SESSION_DAYS.most));
    return this.me(principal);
  }

  @Answers(operations.signOut)
  async signOut(@Asking() caller: Caller, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const { session, id } = ofPerson(caller);
    await this.sessions.end(id, session);
    response.setHeader('Set-Cookie', this.cookie.clear(request));
  }

  @Answers(operations.whoAmI)
  whoAmI(@Asking() caller: Caller): Promise<Me> {
    return this.me(caller.principal);
  }

  @Answers(operations.changePassword)
  changePassword(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.changePassword>): Promise<void> {
    return this.people.changePassword(caller.principal, body.current, body.password, caller.address);
  }

  @Answers(operations.listSessions)
  async list(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.listSessions>> {
    const { session, id } = ofPerson(caller);
    return { items: (await this.sessions.list(id)).map((row) => ({ ...row, current: row.id === session })) };
  }

  @Answers(operations.revokeSession)
  revoke(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.revokeSession>): Promise<void> {
    return this.sessions.end(ofPerson(caller).id, params.id);
  }

  @Answers(operations.listWorkspaces)
  async workspaces(@Asking() { principal }: Caller): Promise<AnswerOf<typeof operations.listWorkspaces>> {
    if (principal.kind === 'api-key') return { items: [principal.workspace] };
    return { items: (await this.sessions.workspaces(principal.id as PersonId)).map(({ workspace }) => workspace) };
  }

  @Answers(operations.switchWorkspace)
  async switchTo(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.switchWorkspace>): Promise<Me> {
    return this.me(await this.sessions.switchTo(caller.principal, body.id as WorkspaceId));
  }

  private async me(principal: Principal): Promise<Me> {
    return { ...person(principal), live: await this.feed.end() };
  }
}

@Controller()
export class MembersController {
  constructor(
    private readonly people: People,
    private readonly links: Links,
  ) {}

  @Answers(operations.listMembers)
  async list(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.listMembers>> {
    return { items: (await this.people.members(caller.workspace)).map(member) };
  }

  @Answers(operations.inviteMember, { shownOnce: ['link'] })
  async invite(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.inviteMember>): Promise<AnswerOf<typeof operations.inviteMember>> {
    const invited = await this.people.invite(caller.principal, { ...body, pipelineRoles: body.pipelineRoles ?? [] });
    return { ...member(invited.member), link: this.links.join(invited.token) };
  }

  @Answers(operations.changeMember)
  async change(
    @Asking() caller: Caller,
    @Input() { params, body }: InputOf<typeof operations.changeMember>,
  ): Promise<AnswerOf<typeof operations.changeMember>> {
    return member(await this.people.change(caller.principal, params.id as PersonId, { role: body.role ?? null, pipelineRoles: body.pipelineRoles ?? null }));
  }

  @Answers(operations.removeMember)
  remove(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.removeMember>): Promise<void> {
    return this.people.remove(caller.principal, params.id as PersonId);
  }
}

/** API keys and the audit chain. */
@Controller()
export class KeysController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly audit: AuditLog,
  ) {}

  @Answers(operations.listKeys)
  async list(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.listKeys>> {
    return { items: (await this.keys.list(caller.workspace)).map(apiKey) };
  }

  @Answers(operations.createKey, { shownOnce: ['key'] })
  async create(@Asking() caller: Caller, @Input() { body }: InputOf<typeof operations.createKey>): Promise<AnswerOf<typeof operations.createKey>> {
    const { row, key } = await this.keys.create(caller.principal, { ...body, pipelineRoles: body.pipelineRoles ?? [] });
    return { ...apiKey(row), key };
  }

  @Answers(operations.revokeKey)
  revoke(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.revokeKey>): Promise<void> {
    return this.keys.revoke(caller.principal, params.id);
  }

  @Answers(operations.listAudit)
  async listAudit(@Asking() caller: Caller, @Input() { query }: InputOf<typeof operations.listAudit>): Promise<AnswerOf<typeof operations.listAudit>> {
    const limit = query.limit ?? 50;
    if (query.cursor !== undefined && !/^\d{1,15}$/.test(query.cursor))
      throw refusal('invalid', 'cursor.invalid', 'This cursor does not belong to this list.', '此游标不属于该列表。', '/query/cursor');
    const rows = await this.audit.store.list(caller.workspace, query.cursor === undefined ? null : Number(query.cursor), limit + 1);
    return { items: rows.slice(0, limit).map(auditRow), next: rows.length > limit ? String(rows[limit - 1]?.seq) : null };
  }

  @Answers(operations.verifyAudit)
  async verify(@Asking() caller: Caller): Promise<AnswerOf<typeof operations.verifyAudit>> {
    const { rows, firstBad } = await this.audit.store.verify(caller.workspace);
    return { intact: firstBad === null, rows, firstBad };
  }
}

const visitor = (caller: Caller): Visitor => ({ address: caller.address, agent: caller.agent });

function ofPerson({ principal }: Caller): { readonly id: PersonId; readonly session: string } {
  if (principal.kind !== 'person' || principal.session === null)
    throw refusal('forbidden', 'session.person-only', 'An API key has no session.', 'API 密钥没有会话。');
  return { id: principal.id as PersonId, session: principal.session };
}

const person = ({ kind, id, name, email, role, actor, workspace }: Principal): Omit<Me, 'live'> => ({
  kind,
  id,
  name,
  email,
  role,
  pipelineRoles: [...actor.roles],
  workspace: { id: workspace.id, key: workspace.key, name: workspace.name },
});

const member = ({ id, name, email, role, pipelineRoles, hasPassword, createdAt }: MemberRow) => ({
  id,
  name,
  email,
  role,
  pipelineRoles: [...pipelineRoles],
  status: hasPassword ? ('active' as const) : ('invited' as const),
  createdAt,
});

const apiKey = ({ id, name, prefix, role, pipelineRoles, createdAt, lastUsedAt }: ApiKeyRow) => ({
  id,
  name,
  prefix,
  role,
  pipelineRoles: [...pipelineRoles],
  createdAt,
  lastUsedAt,
});
const auditRow = ({ seq, at, actor, action, target, detail, hash }: AuditRow) => ({
  seq,
  at,
  actor: { kind: actor.kind, id: actor.id },
  action,
  target,
  detail,
  hash,
});
