/** The faces of a ladder: chosen in the bar, kept in the address. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { ChartNoAxesGantt, type LucideIcon, SlidersHorizontal, Table2 } from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import { LadderRules } from '../rules/ladder-rules.tsx';
import { LadderTable } from '../table/ladder-table.tsx';
import type { ViewId } from './view-id.ts';

export interface View {
  name: MessageDescriptor;
  icon: LucideIcon;
  component: ComponentType;
}

export const VIEWS = {
  table: { name: msg`Table`, icon: Table2, component: LadderTable },
  canvas: {
    name: msg`Canvas`,
    icon: ChartNoAxesGantt,
    component: lazy(() =>
      import('../canvas/ladder-canvas.tsx').then(({ LadderCanvas }) => ({ default: LadderCanvas })),
    ),
  },
  rules: { name: msg`Rules`, icon: SlidersHorizontal, component: LadderRules },
} satisfies Record<ViewId, View>;
