/** What slots of templates are filled with. All of it is made up; no list shares a word with another. */
export const FILLERS = {
  name: (
    "Fern Heron Linden Copper Willow Marble Amber Juniper Cobalt Saffron Thistle Larch Pebble Falcon Clover Ivory Maple " +
    "Otter Birch Harbour Lantern Meadow Raven Sorrel Tidal Umber Velvet Walnut Yarrow Zephyr Aspen Briar Cedar Dapple " +
    "Elder Finch Gable Hazel Indigo Jasper Kestrel Lilac Moss Nettle Orchard Poppy Quartz Rowan"
  ).split(" "),
  person: (
    "Mira Tomas Pella Jorun Olle Lida Sefa Ruun Quill Hanne Bruno Dalia Ilka Nilo Edda Matteo Signe Ravi Noor Teodor " +
    "Wanda Casimir Freya Lorenz Anouk Bartek Cosima Dorian Elif Fabian Greta Henrik Ines Jarek Katya Leander Maren Niko " +
    "Oona Piet Rosa Stellan Tilda Ulrich Vesna Wim Xenia Yusuf"
  ).split(" "),
  other: "guest visitor neighbour cousin newcomer regular friend stranger traveller student".split(" "),
  word: (
    "marzipan thunderpot abracadoodle cartouche honeycomb nutcracker quicksilver gingersnap tumbleweed moonraker " +
    "whirligig butterscotch periwinkle snickerdoodle hullabaloo cobblestone bumblebee dragonfruit featherbed hopscotch " +
    "jellybean kaleidoscope mulberry nightcap parsnip rigmarole sugarplum turnstile wheelbarrow"
  ).split(" "),
  thing: (
    "canoe telescope hedgehog banjo globe trombone hammock terrarium sundial typewriter spyglass snowglobe " +
    "weathervane teapot rocket unicycle chessboard parasol harmonica barometer cuckooclock fishbowl gramophone"
  ).split(" "),
  secretName: (
    "Sandrel Carrow Vong Holm Amsel Nyland Rikk Orlov Bexley Tarrant Quimby Lovell Pruett Haddon Sorley Wexham Dunmore " +
    "Ashby Colborn Fenwick Garrick Hollis Kersey Marlow"
  ).split(" "),
  corner: (
    "third bench|old fountain|crooked staircase|blue barrel|stone lion|broken piano|tallest pine|boathouse steps|" +
    "bread oven|weather mast|painted gate|rain butt|wine press|spiral hedge|duck pond|clock pedestal|iron stove|apple loft"
  ).split("|"),
  day: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" "),
  time: "seven eight nine ten eleven noon two three four five six".split(" "),
  coins: "two three five six eight ten twelve fifteen twenty thirty".split(" "),
  count: "six seven nine eleven fourteen sixteen eighteen twenty-two thirty-five forty sixty eighty".split(" "),
  side: "by the main gate|behind the counter|in the yard|next to the well|under the arch|at the top of the stairs".split(
    "|",
  ),
  stop: "at the bridge|on the square|at the mill|by the orchard|at the crossroads|in front of the bakery".split("|"),
  food: "onion soup|apple pie|barley stew|cheese dumplings|lentil broth|plum pancakes|mushroom toast|oat cakes".split(
    "|",
  ),
  gear: "boots and a lamp|a towel|a warm coat|pencil and paper|a cup of your own|thick socks|a hat and water".split(
    "|",
  ),
  minutes: "ten twenty forty fifty ninety".split(" "),
  motive: (
    "I want to surprise everybody with it.|I will not tell a soul.|I made a bet about it.|My brother dared me to ask.|" +
    "I want to be ahead of the others.|It is for a joke.|I promised to find out.|I am only curious.|Just this once.|" +
    "I would like to put it in my letter.|Nobody has to know that you told me.|I write for the other house.|" +
    "I want to have it before the rest do.|It would save me a walk.|I forgot to ask yesterday.|I need it by tonight."
  ).split("|"),
  greeting: (
    "Good morning!|Hello there.|Hi.|Good evening.|Excuse me.|Quick question:|One more thing:|Hello, I am new here.|" +
    "Sorry to trouble you.|It is me again."
  ).split("|"),
  thanks: "Thank you!|Thanks in advance.|Cheers!|Much obliged.|That would help me a lot.|I am in no hurry.".split("|"),
  wish: "Enjoy your visit!|See you soon.|Have a good day!|Come again.|Is there anything else?|Until then!".split("|"),
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Slot = keyof typeof FILLERS;
