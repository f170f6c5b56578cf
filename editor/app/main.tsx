import './no-eval.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { whenSignedOut } from './api.ts';
import { ControlsSpeak } from './controls-speak.tsx';
import { chosenLanguage, speak } from './language.ts';
import { queryClient } from './queries.ts';
import { router } from './router.tsx';
import { sessionQuery } from './session.ts';
import { paint } from './theme.ts';

paint();
await speak(chosenLanguage());
whenSignedOut(() => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <ControlsSpeak>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ControlsSpeak>
    </I18nProvider>
  </StrictMode>,
);
