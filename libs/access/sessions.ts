import { type PersonId, UserError, type WorkspaceId } from '#kernel';
import { passwordFits } from './passwords.js';
import type { Membership, PeopleStore, Person, SessionRow, SessionStore } from './ports.js';
import { personActor, type Principal } from './principal.js';
import { refusal } from './refusals.js';
import type { Throttle } from './throttle.js';
import { hashToken, newToken } from './tokens.js';

/** A session ends after so many days without use, and after so many in any case. */
export const SESSION_DAYS = { idle: 14, most: 90 } as const;

export interface Visitor {
  readonly address: string;
  readonly agent: string | null;
}

/** Signing in and out. A session is an opaque random token in a cookie; only its hash is kept. */
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly people: PeopleStore,
    private readonly throttle: Throttle,
    private readonly ids: { next(): string },
  ) {}

  /** @throws UserError `sign-in.wrong` (unauthenticated) whatever was wrong, `sign-in.throttled` (too-many). */
  async signIn(
    sent: { readonly email: string; readonly password: string },
    visitor: Visitor,
  ): Promise<{ readonly token: string; readonly principal: Principal }> {
    const email = sent.email.toLowerCase();
    const attempt = await this.throttle.begin(email, visitor.address);
    const person = await this.people.byEmail(email);
    const fits = await passwordFits(person?.passwordHash ?? null, sent.password);
    const [membership] = fits && person ? await this.people.memberships(person.id) : [];
    if (!person || !membership) throw refusal('unauthenticated', 'sign-in.wrong', 'E-mail or password is wrong.', '电子邮箱或密码不正确。');
    await this.throttle.succeeded(attempt);
    return this.begin(person, membership, visitor);
  }

  /** Starts a session for somebody who has just proved who they are. */
  async startFor(person: PersonId, workspace: WorkspaceId, visitor: Visitor): Promise<{ readonly token: string; readonly principal: Principal }> {
    const known = await this.people.byId(person);
    const membership = (await this.people.memberships(person)).find((m) => m.workspace.id === workspace);
    if (!known || !membership) throw new Error('a session was asked for nobody');
    return this.begin(known, membership, visitor);
  }

  /** Null for a token that is made up, ended, or whose person is no member any more. */
  async resolve(token: string): Promise<Principal | null> {
    const found = await this.store.resolve(hashToken(token), SESSION_DAYS.idle);
    return found && principalOf(found.person, found.membership, found.id);
  }

  list(person: PersonId): Promise<readonly SessionRow[]> {
    return this.store.list(person);
  }

  /** @throws UserError `session.not-found`. */
  async end(person: PersonId, session: string): Promise<void> {
    if (!(await this.store.end(person, session))) throw refusal('not-found', 'session.not-found', 'There is no such session.', '没有这个会话。');
  }

  /** The workspaces of a person. */
  workspaces(person: PersonId): Promise<readonly Membership[]> {
    return this.people.memberships(person);
  }

  /** @throws UserError `workspace.not-found`: one that is not yours looks like one that is not there. */
  async switchTo(by: Principal, workspace: WorkspaceId): Promise<Principal> {
    const membership = by.kind === 'person' ? (await this.people.memberships(by.id as PersonId)).find((m) => m.workspace.id === workspace) : undefined;
    if (!membership || by.session === null) throw workspaceUnknown();
    await this.store.setWorkspace(by.session, workspace);
    return principalOf({ id: by.id as PersonId, name: by.name, email: by.email ?? '' }, membership, by.session);
  }

  private async begin(person: Person, membership: Membership, visitor: Visitor): Promise<{ readonly token: string; readonly principal: Principal }> {
    const token = newToken('');
    const id = this.ids.next();
    const agent = visitor.agent?.slice(0, 300) ?? null;
    await this.store.start(
      { id, tokenHash: hashToken(token), person: person.id, workspace: membership.workspace.id, address: visitor.address, agent },
      SESSION_DAYS,
    );
    return { token, principal: principalOf(person, membership, id) };
  }
}

function principalOf(person: Omit<Person, 'passwordHash'>, { workspace, role, pipelineRoles }: Membership, session: string): Principal {
  const { id, name, email } = person;
  return { kind: 'person', id, name, email, role, pipelineRoles, workspace, actor: personActor(id, role, pipelineRoles), session };
}

const workspaceUnknown = (): UserError => refusal('not-found', 'workspace.not-found', 'There is no such workspace.', '没有这个工作区。');
