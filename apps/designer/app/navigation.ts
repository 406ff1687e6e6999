import { IconAddressBook, IconChartHistogram, IconHome, type Icon, IconInbox, IconSettings, IconSitemap } from '@tabler/icons-react';
import type { PermissionName } from './permissions.generated.js';

/** A place in the main menu. */
export interface Place {
  readonly key: 'home' | 'inbox' | 'records' | 'insights' | 'pipelines' | 'settings';
  readonly to: string;
  readonly icon: Icon;
  readonly permission?: PermissionName;
}

/** In the order of the menu. A place appears here when it is there. */
export const PLACES: readonly Place[] = [
  { key: 'home', to: '/', icon: IconHome },
  { key: 'inbox', to: '/inbox', icon: IconInbox, permission: 'task.read' },
  { key: 'records', to: '/records', icon: IconAddressBook, permission: 'record.read' },
  { key: 'insights', to: '/insights', icon: IconChartHistogram, permission: 'insight.read' },
  { key: 'pipelines', to: '/pipelines', icon: IconSitemap, permission: 'pipeline.read' },
  { key: 'settings', to: '/settings', icon: IconSettings },
];
