// Where the page begins: styles first, then the router.
import { adoptHues } from './styles/index.ts'
import './elements/app.ts'

adoptHues()
