import { Trans } from '@lingui/react/macro';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Unreachable } from './api.ts';

/** A screen that could not be shown, and what to do. */
export function Problem({ error, reset }: ErrorComponentProps) {
  return (
    <Page title={<Trans>This screen cannot be shown</Trans>}>
      <p>
        {error instanceof Unreachable ? (
          <Trans>The server does not answer. Nothing is lost; try again in a moment.</Trans>
        ) : (
          (error as Error).message
        )}
      </p>
      <div>
        <Button kind="primary" onPress={reset}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title={<Trans>There is nothing here</Trans>}>
      <p>
        <Trans>
          This address leads nowhere. Go to the <Link to="/ladders">ladders</Link>.
        </Trans>
      </p>
    </Page>
  );
}
