// Where the page begins.
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/parts.css'
import './styles/forms.css'
import './styles/screens.css'
import './styles/tools.css'
import 'uplot/dist/uPlot.min.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { countPresses } from './ui/presses.ts'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
countPresses()
createRoot(root).render(<App />)
