// Renders the dashboard that the page names, as Splunk Web would: with Splunk's own components and search jobs.
import { createRoot } from 'react-dom/client';
import DashboardCore from '@splunk/dashboard-core';
import { DashboardContextProvider } from '@splunk/dashboard-context';
import EnterpriseViewOnlyPreset from '@splunk/dashboard-presets/EnterpriseViewOnlyPreset';
import SplunkThemeProvider from '@splunk/themes/SplunkThemeProvider';

const { definition, tokens, theme } = JSON.parse(document.getElementById('dashboard').textContent);

createRoot(document.getElementById('root')).render(
    <SplunkThemeProvider family="enterprise" colorScheme={theme} density="comfortable">
        <DashboardContextProvider
            preset={EnterpriseViewOnlyPreset}
            initialDefinition={definition}
            initialTokenBinding={{ default: tokens }}
            onTokenBindingChange={(binding) => {
                window.tokens = binding;
                window.dispatchEvent(new Event('tokens'));
            }}
        >
            <DashboardCore
                width="100%"
                height="auto"
                onValidationError={(error) => console.error('validation:', JSON.stringify(error))}
            />
        </DashboardContextProvider>
    </SplunkThemeProvider>
);
