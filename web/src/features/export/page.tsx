// The page that makes an ONNX file of a run, proves it, and shows how to use it.
import { Page } from '../../ui/card.tsx'
import { useSay } from '../../words/language-context.tsx'
import { ExportForm } from './export-form.tsx'
import { ExportedFiles } from './exported-files.tsx'

export function ExportPage() {
  const say = useSay()
  return (
    <Page title={say('page.export')} sentence={say('export.sentence')}>
      <ExportForm />
      <ExportedFiles />
    </Page>
  )
}
