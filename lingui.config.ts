/** The editor's words: English in the source, Dutch beside it. `npm run words` brings the catalogues up to date. */
import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'nl'],
  catalogs: [{ path: '<rootDir>/editor/locales/{locale}', include: ['editor'], exclude: ['editor/dist/**'] }],
  format: formatter({ lineNumbers: false, origins: false }),
});
