// One data set: what a check says of it, and its images.
import { useEffect } from 'react'
import { rememberFolder } from '../../api/recent-folders.ts'
import { editAddress } from '../../correct/address.ts'
import { Page } from '../../ui/card.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { fileName } from '../../ui/format.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { useParameter } from '../../ui/use-url.ts'
import { useSay } from '../../words/language-context.tsx'
import { CheckTab } from './check-tab.tsx'
import { ImagesTab } from './images-tab.tsx'

export function DatasetView() {
  const say = useSay()
  const [data] = useParameter('data', '')
  const [tab, setTab] = useParameter('tab', 'images')
  useEffect(() => {
    if (data !== '') rememberFolder(localStorage, data)
  }, [data])
  return (
    <Page
      title={fileName(data)}
      sentence={<span className="mono break">{data}</span>}
      actions={
        <>
          <ButtonLink to="/data">{say('page.data')}</ButtonLink>
          <ButtonLink to={editAddress({ data })}>{say('edit.title')}</ButtonLink>
          <ButtonLink look="primary" to={`/train?${new URLSearchParams({ data })}`}>
            {say('data.train')}
          </ButtonLink>
        </>
      }
    >
      <Tabs
        label={say('data.tabs')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'images', title: say('data.images'), content: () => <ImagesTab data={data} /> },
          { value: 'check', title: say('data.check'), content: () => <CheckTab key={data} data={data} /> },
        ]}
      />
    </Page>
  )
}
