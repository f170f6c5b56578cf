/** Puts a step on one of the ways out of a step: what the `+` of the canvas does, beside the words of the way. */
import { useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import type { EdgeRef } from '../../../ladder/edges.ts';
import { useEditor, useEditorStore } from '../../draft/editor-store.ts';
import { IconButton } from '../../ui/button.tsx';

export function AddOnWay({ at, label }: { at: EdgeRef; label: string }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const isReadOnly = useEditor((state) => state.isReadOnly);
  if (isReadOnly) return null;
  return (
    <IconButton label={t`Add a step on this way: ${label}`} size="s" onPress={() => store.open({ is: 'insert', at })}>
      <Plus size={14} aria-hidden />
    </IconButton>
  );
}
