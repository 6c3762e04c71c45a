/** Fetches the small language model and the library that runs it into `.cache/`, where they are not there yet. */
import { fetchSmallModel } from "./small-model.js";

fetchSmallModel();
