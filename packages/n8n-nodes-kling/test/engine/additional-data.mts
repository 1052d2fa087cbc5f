import type {
  ICredentialDataDecryptedObject,
  IHttpRequestOptions,
  IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ApiInOneApi } from '../../credentials/ApiInOneApi.credentials.ts';
import { waitingBaseUrl } from './resume-server.mts';

const credentialType = new ApiInOneApi();

/** The id of the execution that calls a sub-workflow. */
export const parentExecutionId = 'parent';

/** What n8n passes to an execution besides the workflow. */
export function createAdditionalData(options: {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly executionId?: string;
  readonly parentToken?: string;
  /** Where the resume server finds the execution. @default where it finds none */
  readonly place?: string;
}): IWorkflowExecuteAdditionalData {
  const { apiKey = 'aio_sandbox', baseUrl, executionId = '1', place = 'nowhere' } = options;
  const credential = { apiKey, baseUrl };
  const additionalData = {
    executionId,
    currentNodeExecutionIndex: 0,
    restApiUrl: 'http://127.0.0.1:5678/rest',
    instanceBaseUrl: 'http://127.0.0.1:5678/',
    formWaitingBaseUrl: 'http://127.0.0.1:5678/form-waiting',
    webhookBaseUrl: 'http://127.0.0.1:5678/webhook',
    webhookWaitingBaseUrl: waitingBaseUrl(place),
    webhookTestBaseUrl: 'http://127.0.0.1:5678/webhook-test',
    variables: {},
    credentialsHelper: {
      getParentTypes: () => [],
      getDecrypted: async () => credential,
      preAuthentication: async () => undefined,
      authenticate: (
        data: ICredentialDataDecryptedObject,
        _type: string,
        request: IHttpRequestOptions,
      ) => credentialType.authenticate(data, request),
      getCredentialsProperties: () => [],
      isCredentialUsableByNode: () => true,
    },
    setExecutionStatus: () => {},
    getRunExecutionData: async (id: string) =>
      id === parentExecutionId ? { resumeToken: options.parentToken } : undefined,
  };
  // n8n's type lists everything that its server passes in; the engine uses these.
  return additionalData as unknown as IWorkflowExecuteAdditionalData;
}
