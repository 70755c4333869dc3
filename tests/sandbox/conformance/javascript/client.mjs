// A discord.js client that answers /enhance with the picture it was given, and tells its parent what the gateway said.
import { ApplicationCommandOptionType, Client, GatewayIntentBits } from "discord.js";

const [api, token] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api, version: "10" } });

client.on("clientReady", async () => {
  await client.application.commands.set([
    {
      name: "enhance",
      description: "Enhance a picture",
      options: [{ type: ApplicationCommandOptionType.Attachment, name: "image", description: "The picture", required: true }],
    },
  ]);
});

client.on("interactionCreate", async (interaction) => {
  await interaction.deferReply();
  const picture = await fetch(interaction.options.getAttachment("image").url);
  const attachment = Buffer.from(await picture.arrayBuffer());
  await interaction.editReply({ content: "done", files: [{ attachment, name: "out.png" }] });
});

client.on("shardResume", () => console.log("resumed"));
process.on("SIGTERM", () => client.destroy().then(() => process.exit(0)));
await client.login(token);
