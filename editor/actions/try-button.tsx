import { useLingui } from '@lingui/react';
import { useEditorStore } from '../draft/editor-store.ts';
import { Button } from '../ui/button.tsx';
import { tryIt } from './try-it.ts';

/** Leads to the simulator, with its words: what is designed is tried before it is published. */
export function TryButton() {
  const { _ } = useLingui();
  const store = useEditorStore();
  const { icon: Icon, label, run } = tryIt;
  return (
    <Button onPress={() => run(store)}>
      {Icon && <Icon aria-hidden />}
      {_(label)}
    </Button>
  );
}
