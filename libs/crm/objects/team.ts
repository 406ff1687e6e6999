import { both, type ObjectDefinition } from './object.js';

/** A sales team. */
export const team: ObjectDefinition = {
  key: 'team',
  title: both('Sales team', '销售团队'),
  plural: both('Sales teams', '销售团队'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '名称'), required: true, indexed: true },
    manager: { type: 'text', title: both('Manager', '经理') },
    regional_office: { type: 'text', title: both('Regional office', '区域办公室') },
  },
};

/** Who sells: a member of a sales team, with or without an own sign-in. */
export const agent: ObjectDefinition = {
  key: 'agent',
  title: both('Sales agent', '销售代表'),
  plural: both('Sales agents', '销售代表'),
  nameField: 'name',
  fields: {
    name: { type: 'text', title: both('Name', '姓名'), required: true, indexed: true },
    manager: { type: 'text', title: both('Manager', '经理') },
    regional_office: { type: 'text', title: both('Regional office', '区域办公室') },
    team: { type: 'reference', object: 'team', title: both('Team', '团队') },
    member: { type: 'person', title: both('Member of the workspace', '工作区成员') },
    email: { type: 'email', title: both('E-mail', '邮箱'), personal: true },
  },
};
