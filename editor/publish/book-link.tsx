import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChartColumn } from 'lucide-react';
import styles from './publish.module.css';
import type { Source } from './publish-api.ts';

/** The way to what this would do to every open invoice. */
export function BookLink({ ladderId, source }: { ladderId: string; source: Source }) {
  return (
    <Link
      to="/ladders/$id/book"
      params={{ id: ladderId }}
      search={'version' in source ? { version: source.version } : {}}
      className={styles.bookLink}
    >
      <ChartColumn size={16} aria-hidden />
      <Trans>What would this do to the whole book?</Trans>
    </Link>
  );
}
