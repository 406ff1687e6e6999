import { type JsonObject, UserError, type WorkspaceId } from '#kernel';
import { assertObject } from '../records/records.js';
import type { ViewRow, ViewStore } from '../ports.js';

/** Views of one person on one object; enough for anybody, and a bound for a program that loops. */
const MOST = 200;

/** Who asks for views, and whether they may change what everybody sees. */
export interface ViewReader {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly mayShare: boolean;
}

export interface ViewWish {
  readonly name?: string | undefined;
  readonly filter?: string | undefined;
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
  readonly columns?: readonly JsonObject[] | undefined;
  readonly shared?: boolean | undefined;
}

/** Saved views: a private one is there for its maker alone, a shared one for everybody. */
export class Views {
  constructor(
    private readonly store: ViewStore,
    private readonly ids: { next(): string },
  ) {}

  /** The reader's own and the shared ones, by name. */
  list(reader: ViewReader, at: { readonly object: string | null; readonly pipeline: string | null }): Promise<readonly ViewRow[]> {
    return this.store.list(reader.workspace, reader.id, at);
  }

  /** Throws UserError `object.unknown`, `view.share`, `view.too-many`. */
  async create(
    reader: ViewReader,
    at: { readonly object: string; readonly pipeline: string | null },
    wish: ViewWish & { readonly name: string },
  ): Promise<ViewRow> {
    assertObject(at.object);
    if (wish.shared === true) assertMayShare(reader);
    if ((await this.store.count(reader.workspace, reader.id, at.object)) >= MOST) throw tooMany();
    const { name, filter = '', q = '', sort = '', columns = [], shared = false } = wish;
    return this.store.insert(reader.workspace, { id: this.ids.next(), ownerId: reader.id, ...at, name, filter, q, sort, columns, shared });
  }

  /** What is left out stays. Throws UserError `view.not-found`, `view.share`. */
  async change(reader: ViewReader, id: string, wish: ViewWish): Promise<ViewRow> {
    const view = await this.changeable(reader, id);
    if (wish.shared !== undefined && wish.shared !== view.shared) assertMayShare(reader);
    const { name = view.name, filter = view.filter, q = view.q, sort = view.sort, columns = view.columns, shared = view.shared } = wish;
    const saved = await this.store.update(reader.workspace, id, { name, filter, q, sort, columns, shared });
    if (!saved) throw notFound();
    return saved;
  }

  /** Throws UserError `view.not-found`, `view.share`. */
  async remove(reader: ViewReader, id: string): Promise<void> {
    const view = await this.changeable(reader, id);
    if (!(await this.store.remove(reader.workspace, view.id))) throw notFound();
  }

  private async changeable(reader: ViewReader, id: string): Promise<ViewRow> {
    const view = await this.store.get(reader.workspace, id);
    // Another's private view looks as if it had never been there.
    if (!view || (!view.shared && view.ownerId !== reader.id)) throw notFound();
    if (view.shared) assertMayShare(reader);
    return view;
  }
}

function assertMayShare({ mayShare }: ViewReader): void {
  if (mayShare) return;
  throw new UserError('forbidden', {
    code: 'view.share',
    at: '/shared',
    text: { en: 'Views that everybody sees are made and changed by designers and admins.', 'zh-CN': '所有人可见的视图由设计者和管理员创建和更改。' },
  });
}

const notFound = (): UserError =>
  new UserError('not-found', { code: 'view.not-found', at: '', text: { en: 'There is no such view.', 'zh-CN': '没有这个视图。' } });
const tooMany = (): UserError =>
  new UserError('conflict', {
    code: 'view.too-many',
    at: '',
    text: { en: `You have ${MOST} views of this object: remove some first.`, 'zh-CN': `您在此对象上已有 ${MOST} 个视图：请先删除一些。` },
  });
