/** Offers what an earlier page on this device could not save before it was closed. */
import { Plural, Trans } from '@lingui/react/macro';
import { compare } from '../../ladder/compare/compare.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { forget } from '../draft/local-copy.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

export function UnsavedWork({ ladderId }: { ladderId: string }) {
  const store = useEditorStore();
  const unsaved = useEditor((state) => state.unsaved);
  if (unsaved === null) return null;
  const changes = compare(store.getState().draft.present, unsaved.document).length;
  const decided = () => store.setState({ unsaved: null });
  const putBack = () => {
    if (changes > 0 && !store.run({ type: 'replace', ladder: unsaved.document, because: 'unsaved' })) return;
    store.setChecks(unsaved.checks);
    decided();
  };
  const throwAway = () => {
    forget(ladderId);
    decided();
  };
  return (
    <Notice
      kind="warning"
      action={
        <>
          <Button size="s" onPress={putBack}>
            <Trans>Put back</Trans>
          </Button>
          <Button size="s" kind="quiet" onPress={throwAway}>
            <Trans>Throw away</Trans>
          </Button>
        </>
      }
    >
      <Plural
        value={changes}
        one="On this device stands work that was not saved when its page was closed: # change."
        other="On this device stands work that was not saved when its page was closed: # changes."
      />
      {unsaved.isOvertaken && (
        <>
          {' '}
          <Trans>The draft was saved since; what was saved then is replaced when you put this back.</Trans>
        </>
      )}
    </Notice>
  );
}
