import {
  IconBook,
  IconBuilding,
  IconCoins,
  IconHeadset,
  type Icon,
  IconId,
  IconListDetails,
  IconListNumbers,
  IconPackage,
  IconReceipt,
  IconTarget,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';

const ICONS: Readonly<Record<string, Icon>> = {
  account: IconBuilding,
  contact: IconUser,
  lead: IconTarget,
  product: IconPackage,
  deal: IconCoins,
  order: IconReceipt,
  order_line: IconListNumbers,
  ticket: IconHeadset,
  article: IconBook,
  team: IconUsersGroup,
  agent: IconId,
};

/** The mark of a kind of record. */
export function ObjectIcon({ object, size }: { readonly object: string; readonly size: number }) {
  const Mark = ICONS[object] ?? IconListDetails;
  return <Mark size={size} stroke={1.6} aria-hidden />;
}
