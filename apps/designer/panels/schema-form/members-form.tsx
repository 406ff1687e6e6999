import { InnerEditorContext } from './inner-editor.js';
import { MemberList, type MembersProps } from './member-list.js';
import { ValueEditor } from './value-editor.js';

/** The members of an input as a form, with the members inside them. Needs a `DeskProvider` around it. */
export function MembersForm(props: MembersProps) {
  return (
    <InnerEditorContext value={ValueEditor}>
      <MemberList {...props} />
    </InnerEditorContext>
  );
}
